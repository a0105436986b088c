namespace ScaleEngine.Sevu.Emulator.Responses;

/// <summary>A response code other than success, with a message for debugging that contains no credentials.</summary>
internal sealed record Failure(int Code, string Message)
{
    public const int UnknownCommand = 0;
    public const int WrongAccount = 1;
    public const int WrongTimestamp = 2;
    public const int WrongSignature = 3;
    public const int ServiceError = 4;
    public const int WrongFields = 6;
}
