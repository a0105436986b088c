BeforeAll {
    . $PSScriptRoot/Common.ps1
    $emulator = Start-Emulator
    $shared = 'mystream.53ffc996dd39d5.39102367'
    $report = "$TestDrive/report.html"
    Connect-Sevu -CdnId 158 -Credential (Get-SampleCredential) -Endpoint $emulator.Endpoint

    # The page as XML. The document type is that of HTML, which XML does not need.
    function Read-Report($Path = $report) {
        $text = [System.IO.File]::ReadAllText($Path)
        $text | Should -Match '^<!DOCTYPE html>\s*<html '
        [xml]($text -replace '^<!DOCTYPE html>')
    }
}

AfterAll {
    Disconnect-Sevu
    Stop-Emulator $emulator
}

Describe 'Export-SevuTicketReport' {
    AfterEach {
        Remove-Item -LiteralPath $report -ErrorAction Ignore
    }

    It 'writes a page with the figures of Measure-SevuTicketAttempt, and a chart' {
        $attempts = Get-SevuTicketAttempt $shared
        $summary = $attempts | Measure-SevuTicketAttempt
        $file = $attempts | Export-SevuTicketReport $report -Title 'Shared tickets' -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        $file.FullName | Should -Be (Get-Item -LiteralPath $report).FullName
        $page = Read-Report
        $page.html.body.main.header.h1 | Should -Be 'Shared tickets'
        $page.SelectNodes('//dd') | ForEach-Object { "$($_.InnerText)" } |
            Should -Be '1', '1,200', "$($summary.Accepted) 58.4 %", "$($summary.Rejected) 41.6 %"
        $page.SelectSingleNode("//p[@class='verdict']").InnerText | Should -Be '1 ticket looks shared.'
        $page.SelectSingleNode('//article/h3').InnerText | Should -Be $shared
        $page.SelectNodes("//*[local-name()='svg'][@role='img']/*[local-name()='rect'][@class='upper']").Count | Should -BeGreaterThan 10
    }

    It 'says before it reads anything that a part of the module is missing' {
        $copy = "$TestDrive/ScaleEngine.Sevu"
        Copy-Item -LiteralPath (Get-Module ScaleEngine.Sevu).ModuleBase -Destination $copy -Recurse
        Remove-Item -LiteralPath "$copy/bin/charts/OxyPlot.dll"
        $output = Invoke-PowerShell -NoProfile -NonInteractive -Command @"
Import-Module '$copy'
try { & { throw 'read' } | Export-SevuTicketReport '$report' } catch { `$_.FullyQualifiedErrorId }
"@
        $output | Should -BeLike 'Sevu.ChartsNotLoaded,*'
    }

    It 'does not replace a file without -Force' {
        Set-Content -LiteralPath $report precious
        { Get-SevuTicketAttempt $shared | Export-SevuTicketReport $report } | Should -Throw -ErrorId 'Sevu.ReportExists,*'
        Get-Content -LiteralPath $report | Should -Be precious
        Get-SevuTicketAttempt $shared | Export-SevuTicketReport $report -Force
        $null = Read-Report
    }

    It 'writes the same page from the rows of a CSV file' {
        Get-SevuTicketAttempt $shared | Export-Csv "$TestDrive/attempts.csv" -NoTypeInformation -Encoding UTF8
        Get-SevuTicketAttempt $shared | Export-SevuTicketReport $report
        Import-Csv "$TestDrive/attempts.csv" -Encoding UTF8 | Export-SevuTicketReport "$TestDrive/csv.html"
        (Read-Report "$TestDrive/csv.html").html.body.main.section.OuterXml | Should -Be (Read-Report).html.body.main.section.OuterXml
    }

    It 'shows the time zone <Zone>: <Shown>' -TestCases @(
        @{ Zone = 'Asia/Kathmandu'; Shown = '2026-07-02 08:49:05 +05:45' }
        @{ Zone = 'America/St_Johns'; Shown = '2026-07-02 00:34:05 -02:30' }
        @{ Zone = 'Europe/Berlin'; Shown = '2026-07-02 05:04:05 +02:00' }
        @{ Zone = 'Etc/UTC'; Shown = '2026-07-02 03:04:05 +00:00' }
    ) {
        Skip-Unless $canSetTimeZone 'TZ sets the time zone, but not on Windows'
        Invoke-InNewSession -Endpoint $emulator.Endpoint -TimeZone $Zone -Script @"
[pscustomobject]@{ Key = 'a'; DateTimeUtc = '2026-07-02T03:04:05Z'; IPAddress = '192.0.2.1'; Success = `$false; Reason = 'x' } | Export-SevuTicketReport '$report'
"@
        $page = Read-Report
        $page.SelectSingleNode('//tbody/tr/th[contains(., ":05 ")]').InnerText | Should -Be $Shown
        $page.SelectSingleNode("//p[@class='period']").InnerText | Should -Be ($Shown -replace '^(\S+) (..:..):05 (\S+)$', '$1, $2 to $2 $3')
        $page.SelectSingleNode('//footer').InnerText | Should -BeLike "*time zone $Zone,*"
    }

    # Where summer time ends, a day of 24 hours ends an hour before midnight; a label of the day before would be wrong.
    It 'labels days by their date when summer time ends' {
        Skip-Unless $canSetTimeZone 'TZ sets the time zone, but not on Windows'
        Invoke-InNewSession -Endpoint $emulator.Endpoint -TimeZone Europe/Berlin -Script @"
0..39 | ForEach-Object { [pscustomobject]@{ Key = 'a'; DateTimeUtc = [datetimeoffset]::new(2026, 10, 10, 12, 0, 0, 0).AddDays(`$_); IPAddress = '192.0.2.1'; Success = `$true; Reason = 'Success' } } |
    Export-SevuTicketReport '$report'
"@
        $labels = (Read-Report).SelectNodes("//*[local-name()='svg'][@class='wide']/*[local-name()='text']") | ForEach-Object InnerText | Where-Object { $_ -match '-' }
        $dates = $labels | ForEach-Object { [datetime]::ParseExact($_, 'yyyy-MM-dd', [cultureinfo]::InvariantCulture) }
        $dates.Count | Should -BeGreaterThan 3
        1..($dates.Count - 1) | ForEach-Object { ($dates[$_] - $dates[$_ - 1]).TotalDays } | Select-Object -Unique | Should -HaveCount 1
    }
}

Describe 'OxyPlot' {
    BeforeAll {
        # What another module may have brought.
        $canWriteAssembly = 'System.Reflection.Emit.PersistedAssemblyBuilder' -as [type]
        $other = "$TestDrive/other/OxyPlot.dll"
        if ($canWriteAssembly) {
            $null = New-Item "$TestDrive/other" -ItemType Directory
            $name = [System.Reflection.AssemblyName]'OxyPlot, Version=9.0.0.0'
            $builder = [System.Reflection.Emit.PersistedAssemblyBuilder]::new($name, [object].Assembly, $null)
            $type = $builder.DefineDynamicModule('OxyPlot').DefineType('OxyPlot.PlotModel', 'Public, Class')
            $type.DefineField('Origin', [string], 'Public, Static, Literal').SetConstant('other')
            $null = $type.CreateType()
            $builder.Save($other)
        }

        $row = "[pscustomobject]@{ Key = 'a'; DateTimeUtc = '2026-07-02T03:04:05Z'; IPAddress = '192.0.2.1'; Success = `$true; Reason = 'Success' }"
        $loaded = "[System.AppDomain]::CurrentDomain.GetAssemblies().GetName() | Where-Object Name -match 'OxyPlot|Charts' | ForEach-Object { `"`$(`$_.Name) `$(`$_.Version.Major)`" } | Sort-Object"
    }

    It 'may be there in another version, before and after, for the <Build> build' -TestCases @(
        @{ Build = 'own' }
        @{ Build = 'netstandard2.0' }
    ) {
        Skip-Unless $canWriteAssembly 'writing an assembly needs .NET 9'
        # The build that an older PowerShell loads, in this one.
        $module = "$TestDrive/$Build/ScaleEngine.Sevu"
        $null = New-Item "$TestDrive/$Build" -ItemType Directory
        Copy-Item -LiteralPath $modulePath -Destination "$TestDrive/$Build" -Recurse
        if ($Build -ne 'own') { Copy-Item "$module/bin/$Build/*" "$module/bin/net8.0" -Force }
        $shown = Invoke-PowerShell -NoProfile -NonInteractive -Command @"
`$ErrorActionPreference = 'Stop'
Add-Type -Path '$other'
[OxyPlot.PlotModel]::Origin
Import-Module '$module'
$row | Export-SevuTicketReport '$TestDrive/$Build.html'
[OxyPlot.PlotModel]::Origin
[OxyPlot.PlotModel].Assembly.Location
$row | Export-SevuTicketReport '$TestDrive/$Build.html' -Force
$loaded
"@
        $shown | Should -Be 'other', 'other', ([System.IO.FileInfo]$other).FullName, 'OxyPlot 2', 'OxyPlot 9', 'ScaleEngine.Sevu.Charts 1'
        (Read-Report "$TestDrive/$Build.html").SelectNodes("//*[local-name()='rect'][@class='lower']").Count | Should -Be 2
    }

    It 'is not seen by the session, in which another one can be loaded after it' {
        Skip-Unless $canWriteAssembly 'writing an assembly needs .NET 9'
        $shown = Invoke-PowerShell -NoProfile -NonInteractive -Command @"
`$ErrorActionPreference = 'Stop'
Import-Module '$modulePath'
$row | Export-SevuTicketReport '$TestDrive/later.html'
`$null -eq ('OxyPlot.Axes.Axis' -as [type])
Add-Type -Path '$other'
[OxyPlot.PlotModel]::Origin
"@
        $shown | Should -Be 'True', 'other'
    }

    It 'is loaded for a report alone' {
        $shown = Invoke-InNewSession -Endpoint $emulator.Endpoint -Script @"
`$attempts = Get-SevuTicketAttempt emulator.attempts.3
`$null = `$attempts | Measure-SevuTicketAttempt
`$null = `$attempts | Out-String
`$attempts | Export-SevuTicketReport '$TestDrive/whatif.html' -WhatIf
"Before: `$($loaded)"
`$attempts | Export-SevuTicketReport '$TestDrive/some.html'
"After: `$($loaded)"
"@
        $shown | Where-Object { $_ -notmatch 'What if' } | Should -Be 'Before: ', 'After: OxyPlot 2 ScaleEngine.Sevu.Charts 1'
    }

    It 'has its licence beside it' {
        Get-Content -LiteralPath "$modulePath/bin/charts/OxyPlot-LICENSE.txt" -Raw | Should -Match '(?s)OxyPlot.*Permission is hereby granted, free of charge'
    }
}
