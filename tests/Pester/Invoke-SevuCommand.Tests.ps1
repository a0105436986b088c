BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    $hostile = 'press.5a0913ba7ec2d8.84450213'
    Connect-Sevu -CdnId 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint
}

AfterAll {
    Disconnect-Sevu
    Stop-Emulator $emulator
}

Describe 'Invoke-SevuCommand' {
    It 'outputs the response as objects' {
        $response = Invoke-SevuCommand usage.summary -Parameter @{ starttime = (Get-Date).AddDays(-30).ToUniversalTime().ToString('yyyy-MM-dd') }
        $response.status | Should -Be 'success'
        $response.usage[0].day | Should -BeOfType string
        ($response.usage | Measure-Object attempts -Sum).Sum | Should -BeGreaterThan 1000
    }

    It 'outputs the text with -Raw' {
        $raw = Invoke-SevuCommand usage.summary -Raw
        $raw | Should -BeOfType string
        ($raw | ConvertFrom-Json).usage.Count | Should -Be (Invoke-SevuCommand usage.summary).usage.Count
    }

    It 'sends objects from ConvertFrom-Json' {
        $DebugPreference = 'Continue'
        $custom = '{"list":[1,{"a":"\u00e9/"}],"none":{}}' | ConvertFrom-Json
        $debug = Invoke-SevuCommand sevu.status -Parameter @{ f = $custom } -ErrorAction Ignore 5>&1
        $debug[0] | Should -Match ([regex]::Escape('"f":{"list":[1,{"a":"\u00e9\/"}],"none":[]},"signature":"***"}'))
    }

    It 'replaces control characters in untrusted text' {
        $dangerous = '[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]'
        $response = Invoke-SevuCommand sevu.errorlog -Parameter @{ key = $hostile }
        $response.attempts.pageurl -join '' | Should -Match $dangerous
        $shown = ($response | Out-String) -replace '\e\[[0-9;]*m'
        $shown | Should -Match '(?m)^attempts    : \{@\{key=press\.'
        $shown | Should -Not -Match $dangerous
    }

    It 'shows the same when a job returns it' {
        $response = Invoke-SevuCommand usage.summary
        $xml = [System.Management.Automation.PSSerializer]::Serialize($response, 3)
        [System.Management.Automation.PSSerializer]::Deserialize($xml) | Out-String | Should -Be ($response | Out-String)
    }

    It 'does not show the password of a ticket' {
        $ticket = New-SevuTicket v a -Password (ConvertTo-SecureString 'pass-word' -AsPlainText -Force)
        $response = Invoke-SevuCommand sevu.status -Parameter @{ key = "$ticket" }
        ($response | Out-String) + ($response | Format-List | Out-String) + ($response | ConvertTo-Json) | Should -Not -Match 'pass-word'
        $response.pass | Should -BeOfType securestring
    }
}
