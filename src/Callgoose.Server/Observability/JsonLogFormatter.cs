using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Callgoose.Observability;

/// <summary>Writes log lines for programs: JSON objects with the members of .NET's own JSON console log.</summary>
internal sealed class JsonLogFormatter(TimeProvider clock) : ConsoleFormatter("json")
{
    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter) =>
        textWriter.WriteLine(Line(
            logEntry.LogLevel,
            logEntry.Category,
            logEntry.EventId.Id,
            logEntry.Formatter(logEntry.State, logEntry.Exception),
            logEntry.Exception,
            logEntry.State as IReadOnlyList<KeyValuePair<string, object?>>));

    /// <summary>Not generic: the compiler would generate a copy for each kind of message.</summary>
    private string Line(
        LogLevel level, string category, int id, string message, Exception? exception, IReadOnlyList<KeyValuePair<string, object?>>? values)
    {
        message = LogText.Shortened(message);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("Timestamp"u8, LogTime.Of(clock));
            json.WriteNumber("EventId"u8, id);
            json.WriteString("LogLevel"u8, level.ToString());
            json.WriteString("Category"u8, category);
            json.WriteString("Message"u8, message);
            if (exception is not null)
            {
                json.WriteString("Exception"u8, LogText.Of(exception.ToString()));
            }

            if (values is not null)
            {
                json.WriteStartObject("State"u8);
                json.WriteString("Message"u8, message);
                foreach ((string name, object? value) in values)
                {
                    Write(json, name, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                json.WriteNumber(name, number);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            default:
                json.WriteString(name, LogText.Shortened(Convert.ToString(value, CultureInfo.InvariantCulture)!));
                break;
        }
    }
}
