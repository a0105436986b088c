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

$title = "</title></style><script>document.title = 'ran'</script>"
Get-SevuTicketAttempt (-split $UsualKeys) | Export-SevuTicketReport "$Folder/usual.html"
Get-SevuTicketAttempt $HostileKey | Export-SevuTicketReport "$Folder/hostile.html" -Title $title
Get-SevuTicketAttempt $UnusedKey -WarningAction Ignore | Export-SevuTicketReport "$Folder/empty.html" -Key $UnusedKey
