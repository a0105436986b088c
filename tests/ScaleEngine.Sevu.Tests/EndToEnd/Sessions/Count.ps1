# Prints how many objects a command outputs and the ids of its errors, then waits, so that its memory can be asked for.
param([string] $Module, [string] $Endpoint, [string] $Key, [string] $Secret, [string] $Command)

Import-Module $Module
$credential = $Key, $Secret | ForEach-Object { ConvertTo-SecureString $_ -AsPlainText -Force }
Connect-Sevu -CdnId 158 -ApiKey $credential[0] -ApiSecret $credential[1] -Endpoint $Endpoint -MaximumRetryCount 0
$block = [scriptblock]::Create($Command)
$Error.Clear()
$count = 0
try { & $block 2>$null 3>$null | . { process { $count++ } } } catch { }
((@($count) + @($Error | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] })) -join ' ')
'done'
$null = [Console]::In.ReadLine()
