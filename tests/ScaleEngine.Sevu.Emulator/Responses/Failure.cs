namespace ScaleEngine.Sevu.Emulator.Responses;

/// <summary>Why the service refuses a request. The message helps to debug and never quotes a credential.</summary>
internal sealed record Failure(int Code, string Message)
{
    public const int UnknownCommand = 0;
    public const int WrongAccount = 1;
    public const int WrongTimestamp = 2;
    public const int WrongSignature = 3;
    public const int ServiceError = 4;
    public const int WrongFields = 6;
}
