BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'PSScriptAnalyzer' {
    It 'finds nothing in any script' {
        Skip-Unless (Get-Module PSScriptAnalyzer -ListAvailable) 'PSScriptAnalyzer is not installed, so NO SCRIPT WAS ANALYZED (Install-PSResource PSScriptAnalyzer)'

        # The staged manifest, because the files that it names are in the staged folder.
        $scripts = @(
            Get-ChildItem -LiteralPath $repository -File
            'docs', 'src', 'tests', 'output' | ForEach-Object { Get-ChildItem -LiteralPath (Join-Path $repository $_) -File -Recurse }
        ) | Where-Object { $_.Extension -in '.ps1', '.psm1', '.psd1' -and $_.FullName -ne (Join-Path $repository 'ScaleEngine.Sevu.psd1') }
        $findings = foreach ($script in $scripts) {
            $isTest = $script.FullName.StartsWith((Join-Path $repository 'tests'))
            $settings = if ($isTest) { "$PSScriptRoot/../PSScriptAnalyzerSettings.psd1" } else { "$repository/PSScriptAnalyzerSettings.psd1" }
            Invoke-ScriptAnalyzer -Path $script.FullName -Settings $settings | ForEach-Object { "$($_.ScriptPath):$($_.Line): $($_.RuleName): $($_.Message)" }
        }
        $scripts.Count | Should -BeGreaterThan 20
        $findings | Should -BeNullOrEmpty
    }
}
