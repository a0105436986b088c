<?php
// Checks a signature as the service does: decode, remove the signature, encode again, compare.
$request = json_decode($_POST['json'], true);
$signature = $request['signature'];
unset($request['signature']);
$expected = base64_encode(hash_hmac('sha256', json_encode($request), getenv('SEVU_API_SECRET'), true));
header('Content-Type: application/json');
echo json_encode(hash_equals($expected, $signature)
    ? ['code' => 2101, 'status' => 'success', 'message' => 'found', 'attempts' => [
        ['key' => $request['key'] ?? null, 'datetime' => '2013-11-20 18:10:48', 'success' => 1, 'reason' => 'Success']]]
    : ['code' => 3, 'status' => 'failure', 'message' => 'signature']);
