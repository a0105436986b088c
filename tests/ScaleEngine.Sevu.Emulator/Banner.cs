using System;
using System.IO;
using ScaleEngine.Sevu.Emulator.Responses;
using ScaleEngine.Sevu.Emulator.Tickets;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>The text that the stand-alone emulator prints when it starts.</summary>
internal static class Banner
{
    public static void Write(TextWriter output, SevuEmulator emulator)
    {
        EmulatorAccount account = emulator.Account;
        output.WriteLine($"""
            SEVU emulator on {emulator.Endpoint} (Ctrl+C ends it)

            Account, the sample of the service's documentation
              CDN id      {account.CdnId}
              API key     {account.ApiKey}
              API secret  {account.ApiSecret}

            Tickets
            """);
        foreach (EmulatedTicket ticket in emulator.Log.Tickets)
        {
            output.WriteLine($"  {ticket.Key,-34}{ticket.Attempts.Count,5}  {ticket.Description}");
        }

        output.WriteLine();
        output.WriteLine("Faults: use the name as a ticket key, as the video of a new ticket, or as a command");
        foreach (Fault fault in emulator.Faults.All)
        {
            output.WriteLine($"  {fault.Pattern,-22}{fault.Effect}");
        }

        output.WriteLine($"""

            A viewer presents a ticket
              curl '{new Uri(emulator.Endpoint, "/watch")}?key=KEY&pass=PASSWORD&ip=192.0.2.7&video=event/main-stage&app=acme-live'

            In PowerShell
              Connect-Sevu -CdnId {account.CdnId} `
                -ApiKey (ConvertTo-SecureString '{account.ApiKey}' -AsPlainText -Force) `
                -ApiSecret (ConvertTo-SecureString '{account.ApiSecret}' -AsPlainText -Force) `
                -Endpoint {emulator.Endpoint}
            """);
    }
}
