@{
    RootModule             = 'ScaleEngine.Sevu.psm1'
    ModuleVersion          = '1.0.0'
    GUID                   = '7d9f5029-e528-4e3a-96d7-58ce125ddb37'
    Author                 = 'ScaleEngine.Sevu contributors'
    CompanyName            = 'Community'
    Copyright              = '(c) ScaleEngine.Sevu contributors. MIT licence.'
    Description            = 'Reads who used a ticket of the ScaleEngine Virtual Usher (SEVU), from where, and why an attempt was rejected; looks up, issues and revokes tickets.'

    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')

    FormatsToProcess       = @('ScaleEngine.Sevu.format.ps1xml')

    CmdletsToExport        = @(
        'Connect-Sevu'
        'Disconnect-Sevu'
        'Export-SevuTicketReport'
        'Get-SevuConnection'
        'Get-SevuTicket'
        'Get-SevuTicketAttempt'
        'Invoke-SevuCommand'
        'Measure-SevuTicketAttempt'
        'New-SevuTicket'
        'Revoke-SevuTicket'
        'Test-SevuConnection'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()

    PrivateData            = @{
        PSData = @{
            Tags = @(
                'ScaleEngine'
                'SEVU'
                'Streaming'
                'Ticket'
                'PSEdition_Desktop'
                'PSEdition_Core'
                'Windows'
                'Linux'
                'MacOS'
            )
        }
    }
}
