# For every test file: imports the staged module and defines helpers, such as the emulator in a separate process.

$repository = Resolve-Path -LiteralPath "$PSScriptRoot/../.."
$modulePath = Join-Path $repository 'output/ScaleEngine.Sevu'
Import-Module $modulePath -Force

# The environment variable TZ sets the time zone of a process, but not on Windows.
$canSetTimeZone = $PSVersionTable.PSEdition -eq 'Core' -and -not $IsWindows

# Skips a test that cannot run on this machine.
function Skip-Unless($Condition, [string] $Because) {
    if (-not $Condition) { Set-ItResult -Skipped -Because $Because }
}

# Starts the PowerShell of this process. PowerShell as a .NET tool has no executable: its process is dotnet.
function Invoke-PowerShell {
    $program = (Get-Process -Id $PID).Path
    if ([System.IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { & $program "$PSHOME/pwsh.dll" @args } else { & $program @args }
}

function Start-Emulator {
    # Passes its arguments to the emulator.
    $assembly = Join-Path $repository 'artifacts/bin/ScaleEngine.Sevu.Emulator/release/ScaleEngine.Sevu.Emulator.dll'
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "`"$assembly`" $args")
    $start.RedirectStandardOutput = $true
    $start.UseShellExecute = $false
    $process = [System.Diagnostics.Process]::Start($start)
    while ($null -ne ($line = $process.StandardOutput.ReadLine())) {
        if ($line -match 'https?://127\.0\.0\.1:\d+/stable/') {
            return [pscustomobject]@{ Process = $process; Endpoint = $Matches[0] }
        }
    }

    throw 'The emulator did not start.'
}

function Stop-Emulator($Emulator) {
    $Emulator.Process.Kill()
    $Emulator.Process.WaitForExit()
}

# Presents a ticket as a viewer does, and returns Success or the reason of the rejection.
function Invoke-Viewer($Emulator, $Ticket, [string] $IPAddress) {
    $query = @{
        key = $Ticket.Key
        pass = [System.Net.NetworkCredential]::new('', $Ticket.Password).Password
        ip = $IPAddress
        video = 'event/main-stage'
        app = 'acme-live'
    }
    (Invoke-RestMethod ($Emulator.Endpoint -replace '/stable/$', '/watch') -Body $query).Trim()
}

# The PowerShell code blocks of a Markdown text.
function Get-PowerShellBlock([string] $Markdown) {
    [regex]::Matches($Markdown, '(?ms)^```powershell\r?\n(.*?)^```').ForEach({ $_.Groups[1].Value })
}

# The sample account of the service's documentation, the only account of the emulator.
function Get-SampleCredential {
    $secret = ConvertTo-SecureString '8fc8c48da81e6a2a06a9556379bf798af508dc0792497c678b4c3532ba8b637f' -AsPlainText -Force
    [pscredential]::new('APX4GKLM0RKQLSP2FBO1ROPKSSW47DZE', $secret)
}

# The text of a script that connects a session that has not loaded this file.
function Get-ConnectScript([string] $Endpoint) {
    $credential = (Get-SampleCredential).GetNetworkCredential()
    "Connect-Sevu 158 -Endpoint $Endpoint -Credential ([pscredential]::new('$($credential.UserName)', (ConvertTo-SecureString '$($credential.Password)' -AsPlainText -Force)))"
}

# Runs a script in a separate, connected PowerShell process with this time zone and culture.
function Invoke-InNewSession([string] $Endpoint, [string] $Script, [string] $TimeZone = 'Etc/UTC', [string] $Culture = 'en-US') {
    $prologue = @"
`$ErrorActionPreference = 'Stop'
[cultureinfo]::CurrentCulture = '$Culture'
. '$PSScriptRoot/Common.ps1'
Connect-Sevu 158 -Credential (Get-SampleCredential) -Endpoint $Endpoint
"@
    $previous = $env:TZ
    $env:TZ = $TimeZone
    try {
        Invoke-PowerShell -NoProfile -NonInteractive -Command "$prologue`n$Script"
    }
    finally {
        $env:TZ = $previous
    }
}
