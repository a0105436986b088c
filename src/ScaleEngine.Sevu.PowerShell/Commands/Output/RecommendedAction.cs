using System.Net;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>What the user can do about a failure, by its error id.</summary>
internal static class RecommendedAction
{
    public static string For(SevuException failure) => failure.ErrorId switch
    {
        "Sevu.NotConnected" or "Sevu.Disconnected" => CommandTexts.ConnectAction,
        "Sevu.EmptyCredential" or "Sevu.InvalidCredential" => CommandTexts.CredentialAction,
        "Sevu.InvalidEndpoint" => CommandTexts.InvalidEndpointAction,
        "Sevu.InvalidProxy" or "Sevu.ProxyMissing" or "Sevu.Http.407" => CommandTexts.ProxyAction,
        "Sevu.EmptyKey" => CommandTexts.EmptyKeyAction,
        "Sevu.InvalidKey" => CommandTexts.InvalidKeyAction,
        "Sevu.IncompatibleParameters" => CommandTexts.IncompatibleAction,
        "Sevu.BookmarkInUse" => CommandTexts.BookmarkInUseAction,
        "Sevu.InvalidBookmark" => CommandTexts.InvalidBookmarkAction,
        "Sevu.BookmarkNotAccessible" => CommandTexts.BookmarkNotAccessibleAction,
        "Sevu.InvalidTimeRange" => CommandTexts.EndBeforeStartAction,
        "Sevu.InvalidName" => CommandTexts.InvalidNameAction,
        "Sevu.InvalidAddress" => CommandTexts.InvalidAddressAction,
        "Sevu.InvalidAddressRange" => CommandTexts.InvalidAddressRangeAction,
        "Sevu.InvalidPattern" => CommandTexts.InvalidPatternAction,
        "Sevu.InvalidUses" => CommandTexts.NegativeUsesAction,
        "Sevu.ExpiresInPast" or "Sevu.InvalidTime" => CommandTexts.ExpiresInPastAction,
        "Sevu.EmptyPassword" => CommandTexts.EmptyPasswordAction,
        "Sevu.ReservedField" => CommandTexts.ReservedFieldAction,
        "Sevu.InvalidText" => CommandTexts.LoneSurrogateAction,
        "Sevu.InvalidValue" => CommandTexts.NotEncodableAction,
        "Sevu.InvalidAttempt" => CommandTexts.InvalidAttemptAction,
        "Sevu.TooMuchToMeasure" => CommandTexts.TooMuchToMeasureAction,
        "Sevu.ChartsNotLoaded" => CommandTexts.ChartsNotLoadedAction,
        "Sevu.ReportExists" => CommandTexts.ReportExistsAction,
        "Sevu.ReportNotWritten" => CommandTexts.ReportNotWrittenAction,
        "Sevu.NameResolution" => CommandTexts.NameResolutionAction,
        "Sevu.Tls" => CommandTexts.TlsAction,
        "Sevu.ConnectionRefused" or "Sevu.Network" => CommandTexts.NetworkAction,
        "Sevu.Timeout" => CommandTexts.TimeoutAction,
        "Sevu.InvalidEncoding" => CommandTexts.EncodingAction,
        "Sevu.ResponseTooLarge" => CommandTexts.TooLargeAction,
        "Sevu.TicketMayExist" => CommandTexts.TicketMayExistAction,
        "Sevu.0000" => CommandTexts.Code0000Action,
        "Sevu.0001" => CommandTexts.Code0001Action,
        "Sevu.0002" => CommandTexts.Code0002Action,
        "Sevu.0003" => CommandTexts.Code0003Action,
        "Sevu.0005" => CommandTexts.Code0005Action,
        "Sevu.0006" => CommandTexts.Code0006Action,
        _ => failure switch
        {
            SevuResponseException => CommandTexts.ResponseAction,
            SevuIncompleteException { AttemptCount: > 0 } => CommandTexts.IncompleteAttemptsAction,
            SevuIncompleteException => CommandTexts.IncompleteAction,
            SevuHttpException { StatusCode: >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest } => CommandTexts.HttpRedirectAction,
            SevuHttpException { IsTransient: false } => CommandTexts.HttpClientErrorAction,
            { IsTransient: true } => CommandTexts.TryLaterAction,
            _ => CommandTexts.CodeUnknownAction,
        },
    };
}
