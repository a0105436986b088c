# One source, two builds: .NET Framework under Windows PowerShell 5.1, .NET 8 and later under PowerShell 7.
$target = if ($PSVersionTable.PSEdition -eq 'Core') { 'net8.0' } else { 'netstandard2.0' }
Import-Module -Name "$PSScriptRoot/bin/$target/ScaleEngine.Sevu.PowerShell.dll" -ErrorAction Stop
