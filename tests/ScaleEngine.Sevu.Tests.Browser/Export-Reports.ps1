# Writes one report of each kind to a folder: usual.html, hostile.html and empty.html.
param(
    [Parameter(Mandatory)] [string] $Endpoint,
    [Parameter(Mandatory)] [string] $Folder,
    # Separated by spaces.
    [Parameter(Mandatory)] [string] $UsualKeys,
    [Parameter(Mandatory)] [string] $HostileKey,
    [Parameter(Mandatory)] [string] $UnusedKey
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/../Pester/Common.ps1"
Connect-Sevu 158 -Credential (Get-SampleCredential) -Endpoint $Endpoint

function Export-Report([string] $Name, [string[]] $Key) {
    # Stand-in until the cmdlet exists: reads the attempts and copies a page instead of writing the report.
    $null = Get-SevuTicketAttempt -Key $Key
    Copy-Item -LiteralPath "$PSScriptRoot/StandIn/$Name.html" -Destination "$Folder/$Name.html"
}

Export-Report usual (-split $UsualKeys)
Export-Report hostile $HostileKey
Export-Report empty $UnusedKey
