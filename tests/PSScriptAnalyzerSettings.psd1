@{
    IncludeDefaultRules = $true
    ExcludeRules        = @(
        # These rules know neither the scopes of Pester's blocks nor the parameters of a job's block.
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSUseUsingScopeModifierInNewRunspaces'
        # The secrets are the sample of the service's documentation, and the tests only change their own state.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        'PSAvoidUsingPlainTextForPassword'
        'PSUsePSCredentialType'
        'PSUseShouldProcessForStateChangingFunctions'
        # Functions replace cmdlets that need a user or another machine.
        'PSAvoidOverwritingBuiltInCmdlets'
        # A function may use the parameter of its script.
        'PSReviewUnusedParameter'
        # Helpers with two or three parameters read well without names.
        'PSAvoidUsingPositionalParameters'
    )
    Rules               = @{
        PSUseCompatibleSyntax = @{
            Enable         = $true
            TargetVersions = @('5.1', '7.4')
        }
    }
}
