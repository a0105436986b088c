BeforeAll {
    . $PSScriptRoot/Common.ps1
    $credential = Get-SampleCredential
}

Describe 'Connect-Sevu' {
    AfterEach {
        Disconnect-Sevu
    }

    It 'connects with a credential and outputs nothing' {
        Connect-Sevu -CdnId 158 -Credential $credential | Should -BeNullOrEmpty
        (Get-SevuConnection).CdnId | Should -Be 158
    }

    It 'connects with key and secret' {
        $key = ConvertTo-SecureString $credential.UserName -AsPlainText -Force
        $connection = Connect-Sevu -CdnId 158 -ApiKey $key -ApiSecret $credential.Password -PassThru
        $connection | Should -BeOfType ScaleEngine.Sevu.SevuConnection
        $connection | Should -Be (Get-SevuConnection)
    }

    It 'does not show the credentials of the connection in any format' {
        Connect-Sevu -CdnId 158 -Credential $credential
        $connection = Get-SevuConnection
        $shown = ($connection | Format-List * -Force | Out-String) + ($connection | ConvertTo-Json) +
            ($connection | ConvertTo-Csv | Out-String) + [System.Management.Automation.PSSerializer]::Serialize($connection, 5)
        $shown | Should -Match '\*{8}7DZE'
        $shown | Should -Not -Match $credential.UserName
        $shown | Should -Not -Match $credential.GetNetworkCredential().Password
    }

    It 'names an empty API secret in the error' {
        { Connect-Sevu 158 -ApiKey $credential.Password -ApiSecret ([securestring]::new()) } |
            Should -Throw -ErrorId 'Sevu.EmptyCredential,ScaleEngine.Sevu.Commands.ConnectSevuCommand' -ExpectedMessage '*API secret*'
    }

    It 'has no connection after Disconnect-Sevu' {
        Connect-Sevu -CdnId 158 -Credential $credential
        Disconnect-Sevu
        { Get-SevuConnection -ErrorAction Stop } | Should -Throw -ErrorId 'Sevu.NotConnected,*'
    }
}

Describe 'The module' {
    It 'exports its cmdlets with their output types' {
        (Get-Command -Module ScaleEngine.Sevu).Name | Sort-Object |
            Should -Be @(
                'Connect-Sevu', 'Disconnect-Sevu', 'Export-SevuTicketReport', 'Get-SevuConnection', 'Get-SevuTicket', 'Get-SevuTicketAttempt',
                'Invoke-SevuCommand', 'Measure-SevuTicketAttempt', 'New-SevuTicket', 'Revoke-SevuTicket', 'Test-SevuConnection')
        (Get-Command Measure-SevuTicketAttempt).OutputType.Name | Should -Be 'ScaleEngine.Sevu.TicketSummary'
        (Get-Command Export-SevuTicketReport).OutputType.Name | Should -Be 'System.IO.FileInfo'
        (Get-Command Get-SevuTicketAttempt).OutputType.Name | Should -Be 'ScaleEngine.Sevu.TicketAttempt'
        (Get-Command Get-SevuTicket, New-SevuTicket, Revoke-SevuTicket).OutputType.Name | Sort-Object -Unique | Should -Be 'ScaleEngine.Sevu.Ticket'
    }

    It 'has a manifest that PowerShell accepts' {
        Test-ModuleManifest "$modulePath/ScaleEngine.Sevu.psd1" -ErrorAction Stop | Should -Not -BeNullOrEmpty
    }

    It 'can be imported again with -Force' {
        Import-Module $modulePath -Force
        Get-Command Connect-Sevu | Should -Not -BeNullOrEmpty
    }
}
