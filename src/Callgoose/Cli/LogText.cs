using System.Text;
using System.Text.Json;
using Callgoose.Payloads;

namespace Callgoose.Cli;

/// <summary>Formats logged calls for people, from the JSON of the HTTP API.</summary>
internal static class LogText
{
    /// <summary>Formats a call: its line, its outcome, and every filter verdict.</summary>
    /// <param name="call">The call.</param>
    /// <param name="asJson">True for one line of JSON instead.</param>
    public static string Of(JsonElement call, bool asJson)
    {
        if (asJson)
        {
            return call + "\n";
        }

        var text = new StringBuilder();
        Append($"{Text(call, "receivedAt")}  {call.GetProperty("status")}  {Text(call, "method")} {Text(call, "url")}  {call.GetProperty("bodyLength")} bytes from {Text(call, "remoteAddress")}, token {Text(call, "tokenName")}, call {Text(call, "callId")}");
        foreach (JsonElement note in call.GetProperty("notes").EnumerateArray())
        {
            Append($"    note: {note.GetString()}");
        }

        AppendAnswer(call, Append);
        foreach (JsonElement service in call.GetProperty("services").EnumerateArray())
        {
            if (service.TryGetProperty("nearestSource", out JsonElement nearest))
            {
                Append($"    from={Text(call, "from")} names no integration; did you mean {nearest.GetString()}?");
            }

            foreach (JsonElement part in service.GetProperty("filters").EnumerateArray())
            {
                string verdict = part.GetProperty("passed").GetBoolean() ? "passed" : Text(part, "reason");
                Append($"    {Text(service, "service")} / {Text(part, "integration")} / {Text(part, "filter")} {Text(part, "part")}: {verdict}");
            }
        }

        return text.ToString();

        void Append(string line) => text.Append(TerminalText.Line(line)).Append('\n');
    }

    /// <summary>Formats the refused calls, newest first.</summary>
    public static string Refused(JsonElement list)
    {
        var text = new StringBuilder();
        foreach (JsonElement one in list.GetProperty("refusals").EnumerateArray())
        {
            string times = one.GetProperty("count").GetInt64() is > 1 and long count ? $", {count} times since {Text(one, "firstAt")}" : string.Empty;
            string token = one.GetProperty("tokenName").GetString() is string name ? $"token {name}" : "no token";
            text.Append(TerminalText.Line($"{Text(one, "lastAt")}  {one.GetProperty("status")}  {Text(one, "method")} {Text(one, "url")}  from {Text(one, "remoteAddress")}, {token}{times}")).Append('\n');
            text.Append(TerminalText.Line($"    {Text(one, "detail")}")).Append('\n');
        }

        if (list.GetProperty("leftOut").GetInt64() is > 0 and long leftOut)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{leftOut} more came too fast to be recorded.\n");
        }

        return text.ToString();
    }

    /// <summary>Appends why the call was refused, or its outcome.</summary>
    private static void AppendAnswer(JsonElement call, Action<string> append)
    {
        if (call.GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem)
        {
            string place = problem.TryGetProperty("line", out JsonElement line) ? $" (line {line}, column {problem.GetProperty("column")})" : string.Empty;
            append($"    refused: {Text(problem, "title")}{place}: {Text(problem, "detail")}");
        }

        foreach (JsonElement outcome in call.GetProperty("outcomes").EnumerateArray())
        {
            string incident = outcome.GetProperty("incident").GetString() is string id ? $" ({id})" : string.Empty;
            string element = outcome.TryGetProperty("element", out JsonElement index) ? $" element {index}" : string.Empty;
            append($"    {Text(outcome, "service")}{element}: {Text(outcome, "text")}{incident}");
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? string.Empty;
}
