BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    $other = "$TestDrive/other/ScaleEngine.Sevu"
}

AfterAll {
    Stop-Emulator $emulator
}

Describe 'The import' {
    It 'does not depend on preferences' {
        $shown = Invoke-InNewSession -Endpoint $emulator.Endpoint -Script @"
Remove-Module ScaleEngine.Sevu
Get-TypeData '*ScaleEngine.Sevu.*' | Remove-TypeData
`$global:WhatIfPreference = `$true
`$global:ConfirmPreference = 'Low'
Import-Module '$modulePath'
`$global:WhatIfPreference = `$false
Connect-Sevu 158 -Credential (Get-SampleCredential) -Endpoint $($emulator.Endpoint)
Get-SevuTicketAttempt emulator.attempts.1 | Format-List | Out-String
"@
        "$shown" | Should -Match 'Key +: (\e\[0m)?emulator\.attempts\.1'
    }
}

Describe 'A second version of the module' {
    BeforeEach {
        $null = New-Item "$TestDrive/other" -ItemType Directory -Force
        Copy-Item -LiteralPath $modulePath -Destination "$TestDrive/other" -Recurse -Force
        $manifest = "$other/ScaleEngine.Sevu.psd1"
        $text = (Get-Content -LiteralPath $manifest -Raw) -replace 'ModuleVersion .*', "ModuleVersion = '9.9.9'"
        Set-Content -LiteralPath $manifest $text
    }

    It 'can be imported beside the first, and removed again' {
        $shown = Invoke-InNewSession -Endpoint $emulator.Endpoint -Script @"
`$attempts = Get-SevuTicketAttempt emulator.attempts.3
Import-Module '$other'
(Get-Module ScaleEngine.Sevu).Version -join ' and '
`$attempts | Out-String -Width 120
Remove-Module -FullyQualifiedName @{ ModuleName = 'ScaleEngine.Sevu'; RequiredVersion = '9.9.9' }
`$attempts | Out-String -Width 120
@(Get-SevuConnection; `$attempts) | Out-String
"Errors: `$(`$Error.Count)"
"@
        $shown[0] -split ' and ' | Should -Contain '9.9.9'
        $text = $shown -join "`n"
        [regex]::Matches($text, 'Ticket: emulator\.attempts\.3').Count | Should -Be 2
        $text | Should -Match '(?s)CdnId.*DateTimeUtc +: .*Reason +: '
        $shown[-1] | Should -Be 'Errors: 0'
    }

    It 'fails in plain words if PowerShell cannot load its assembly' {
        Skip-Unless ('System.Reflection.Emit.PersistedAssemblyBuilder' -as [type]) 'writing an assembly needs .NET 9'
        $name = [System.Reflection.AssemblyName]'ScaleEngine.Sevu.PowerShell, Version=9.9.9.0'
        $builder = [System.Reflection.Emit.PersistedAssemblyBuilder]::new($name, [object].Assembly, $null)
        $null = $builder.DefineDynamicModule('ScaleEngine.Sevu.PowerShell')
        $builder.Save("$other/bin/net8.0/ScaleEngine.Sevu.PowerShell.dll")
        $shown = Invoke-InNewSession -Endpoint $emulator.Endpoint -Script @"
try { Import-Module '$other' } catch { "`$_" }
(Get-Module ScaleEngine.Sevu).Version.ToString()
"@
        $shown[0] | Should -BeLike 'Another version of ScaleEngine.Sevu was loaded in this process*Start a new PowerShell.'
        $shown[1] | Should -Be (Get-Module ScaleEngine.Sevu).Version
    }
}

Describe 'Importing the module' {
    It 'again, and beside a module with type data, leaves its views as they are' {
        $null = New-Item "$TestDrive/typed" -ItemType Directory
        $member = '<NoteProperty><Name>A</Name><Value>1</Value></NoteProperty>'
        Set-Content "$TestDrive/typed/typed.types.ps1xml" "<Types><Type><Name>Typed</Name><Members>$member</Members></Type></Types>"
        New-ModuleManifest "$TestDrive/typed/typed.psd1" -TypesToProcess typed.types.ps1xml
        $shown = Invoke-InNewSession -Endpoint $emulator.Endpoint -Script @"
`$attempts = Get-SevuTicketAttempt emulator.attempts.3
Import-Module '$modulePath'
Import-Module '$modulePath' -Force
Import-Module '$TestDrive/typed'
Remove-Module typed
`$attempts | Out-String -Width 120
Remove-Module ScaleEngine.Sevu
Import-Module '$modulePath'
`$attempts | Out-String -Width 120
"Errors: `$(`$Error.Count)"
"@
        [regex]::Matches($shown -join "`n", 'Ticket: emulator\.attempts\.3').Count | Should -Be 2
        $shown[-1] | Should -Be 'Errors: 0'
    }
}
