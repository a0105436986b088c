using System.Collections.Generic;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>A ticket with a story.</summary>
/// <param name="Key">The ticket's key.</param>
/// <param name="Habit">How it is used, in a sentence.</param>
/// <param name="Attempts">Its attempts, oldest first.</param>
public sealed record EmulatedTicket(string Key, string Habit, IReadOnlyList<EmulatedAttempt> Attempts);
