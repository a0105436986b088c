BeforeDiscovery {
    $canAnalyze = [bool](Get-Module PSScriptAnalyzer -ListAvailable)
    $repository = (Resolve-Path -LiteralPath "$PSScriptRoot/../..").Path
    # The manifest as it is staged: it names files that stand beside it there.
    $scripts = @(
        Get-ChildItem -LiteralPath $repository -File
        'docs', 'src', 'tests', 'output' | ForEach-Object { Get-ChildItem -LiteralPath (Join-Path $repository $_) -File -Recurse }
    ) | Where-Object { $_.Extension -in '.ps1', '.psm1', '.psd1' -and $_.FullName -ne (Join-Path $repository 'ScaleEngine.Sevu.psd1') } |
        ForEach-Object { @{ Path = $_.FullName; Name = $_.FullName.Substring($repository.Length + 1) } }
}

Describe 'PSScriptAnalyzer' {
    It 'finds nothing in <name>' -Skip:(-not $canAnalyze) -ForEach $scripts {
        $settings = if ($name -like 'tests*') { "$PSScriptRoot/../PSScriptAnalyzerSettings.psd1" } else { "$PSScriptRoot/../../PSScriptAnalyzerSettings.psd1" }
        Invoke-ScriptAnalyzer -Path $path -Settings $settings | ForEach-Object { "$($_.Line): $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
