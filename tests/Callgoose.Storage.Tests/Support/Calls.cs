using System.Security.Cryptography;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Commands;

namespace Callgoose.Storage.Tests;

/// <summary>Fills in calls as the request path does.</summary>
internal static class Calls
{
    public const string Body = """{"status":"Started"}""";

    public static ProcessCallCommand Of(params ReadOnlySpan<Wanted> actions)
    {
        var command = new ProcessCallCommand();
        command.Call.Fill(new TimeOrderedId(0xCA11, 1), 1_762_766_000_000, Body, "betterstack", actions);
        return command;
    }

    public static void Fill(
        this IncomingCall call, TimeOrderedId id, long receivedAt, string body, string source, params ReadOnlySpan<Wanted> actions)
    {
        call.Reset();
        call.Id = id;
        call.ReceivedAt = receivedAt;
        call.Body.Append(Encoding.UTF8.GetBytes(body));
        call.Source = call.Text(source);
        foreach (Wanted wanted in actions)
        {
            call.Add(wanted);
        }
    }

    private static void Add(this IncomingCall call, Wanted wanted)
    {
        ref ServiceAction action = ref call.AddAction(new ServiceScope(wanted.Environment, wanted.Service));
        if (wanted.TriggerKey is not null)
        {
            action.TriggerFilter = "incident";
            action.Urgency = wanted.Urgency;
            action.TriggerKey = call.Text(wanted.TriggerKey);
            action.TriggerOccurredAt = wanted.Began;
            action.TriggerKeySpace = wanted.KeySpace;
            action.IsSuppressed = wanted.SuppressedUntil != 0;
            action.SuppressedUntil = wanted.SuppressedUntil;
            action.EndsAt = wanted.EndsAt;
            action.Members = call.Members(wanted.Members);
            action.BodyDigest = wanted.TriggerKey.Length == 0 ? call.Text.Append(SHA256.HashData(call.Body.Written)) : default;
            action.Title = call.Text(wanted.Title);
            action.Description = call.Text(wanted.Description);
            action.Link = call.Text(wanted.Link);
        }

        if (wanted.ResolveKey is not null)
        {
            action.ResolveFilter = "recovery";
            action.ResolveKey = call.Text(wanted.ResolveKey);
            action.ResolveOccurredAt = wanted.Ended;
            action.ResolveKeySpace = wanted.KeySpace;
            action.ResolveWithheld = wanted.Withheld;
        }

        if (wanted.AcknowledgeKey is not null)
        {
            action.AcknowledgeFilter = "taken";
            action.AcknowledgeKey = call.Text(wanted.AcknowledgeKey);
            action.AcknowledgeKeySpace = wanted.KeySpace;
            action.AcknowledgeOccurredAt = wanted.Given;
        }

        action.IsTimed = wanted.IsTimed;
    }

    private static TextRange Members(this IncomingCall call, string[] names)
    {
        byte[][] texts = [.. names.Select(Encoding.UTF8.GetBytes)];
        byte[] room = new byte[texts.Sum(static text => MemberList.SizeOf(text, text))];
        int length = 0;
        foreach (byte[] text in texts)
        {
            length += MemberList.Write(room.AsSpan(length), text, text);
        }

        return call.Text.Append(room);
    }

    private static TextRange Text(this IncomingCall call, string text) => call.Text.Append(Encoding.UTF8.GetBytes(text));
}
