using System.Management.Automation;
using System.Net;
using ScaleEngine.Sevu.Errors;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Converts failures to error records.</summary>
internal static class ErrorRecords
{
    // PowerShell before 7.5 stores the recommended action but does not show it.
    private static readonly bool EngineShowsAction = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    /// <param name="failure">What went wrong.</param>
    /// <param name="target">The input that failed; null if the failure concerns no input.</param>
    /// <param name="name">What the message calls the input; null if it has no name.</param>
    public static ErrorRecord ToErrorRecord(this SevuException failure, object? target = null, string? name = null)
    {
        string action = RecommendedAction.For(failure);
        string message = name is null ? failure.Message : DisplayText.Format(Messages.About, name, failure.Message);
        if (!EngineShowsAction)
        {
            message += " " + action;
        }

        ErrorRecord record = new(failure, failure.ErrorId, Category(failure), target)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = action },
        };
        if (target is string text)
        {
            // Windows PowerShell shows it below the message.
            record.CategoryInfo.TargetName = DisplayText.ForDisplay(text);
        }

        return record;
    }

    private static ErrorCategory Category(SevuException failure) => failure switch
    {
        SevuInputException => ErrorCategory.InvalidArgument,
        SevuConnectionException => ErrorCategory.ConnectionError,
        SevuBookmarkException { ErrorId: SevuBookmarkException.InUseId } => ErrorCategory.ResourceBusy,
        SevuBookmarkException { ErrorId: SevuBookmarkException.InvalidId } => ErrorCategory.InvalidData,
        SevuBookmarkException => ErrorCategory.OpenError,
        SevuReportException { ErrorId: SevuReportException.ExistsId } => ErrorCategory.ResourceExists,
        SevuReportException => ErrorCategory.WriteError,
        SevuNetworkException { ErrorId: SevuNetworkException.TlsId } => ErrorCategory.SecurityError,
        SevuNetworkException => ErrorCategory.ConnectionError,
        SevuTimeoutException => ErrorCategory.OperationTimeout,
        SevuIncompleteException => ErrorCategory.ReadError,
        SevuResponseException => ErrorCategory.InvalidData,
        SevuHttpException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.ProxyAuthenticationRequired }
            => ErrorCategory.AuthenticationError,
        SevuHttpException { StatusCode: HttpStatusCode.Forbidden } => ErrorCategory.PermissionDenied,
        SevuHttpException => ErrorCategory.ProtocolError,
        SevuServiceException service => service.Code.Kind switch
        {
            ServiceCodeKind.Authentication => ErrorCategory.AuthenticationError,
            ServiceCodeKind.Permission => ErrorCategory.PermissionDenied,
            ServiceCodeKind.Clock => ErrorCategory.SecurityError,
            ServiceCodeKind.InvalidRequest => ErrorCategory.InvalidArgument,
            ServiceCodeKind.Transient => ErrorCategory.ResourceUnavailable,
            _ => ErrorCategory.InvalidResult,
        },
        SevuUncertainException { InnerException: SevuException cause } => Category(cause),
        _ => ErrorCategory.NotSpecified,
    };
}
