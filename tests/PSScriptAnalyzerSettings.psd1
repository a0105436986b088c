@{
    IncludeDefaultRules = $true
    ExcludeRules        = @(
        # Pester runs blocks in scopes that the rules do not know of; a job's block has parameters instead of $using.
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSUseUsingScopeModifierInNewRunspaces'
        # The secrets are those of the service's own sample, and what is changed is a test's own.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        'PSAvoidUsingPlainTextForPassword'
        'PSUsePSCredentialType'
        'PSUseShouldProcessForStateChangingFunctions'
        # Functions stand in for what asks a person or reaches another machine.
        'PSAvoidOverwritingBuiltInCmdlets'
        # A function of a script may take the script's parameter.
        'PSReviewUnusedParameter'
        # Helpers of two or three parameters whose meaning shows.
        'PSAvoidUsingPositionalParameters'
    )
    Rules               = @{
        PSUseCompatibleSyntax = @{
            Enable         = $true
            TargetVersions = @('5.1', '7.4')
        }
    }
}
