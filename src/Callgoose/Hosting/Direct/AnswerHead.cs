using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Hosting.Direct;

/// <summary>Writes the status line and the headers of an answer (RFC 9112, sections 4 and 5).</summary>
/// <remarks>Names and values are constants of this program and numbers: nothing that a request holds gets into a head.</remarks>
internal static class AnswerHead
{
    private const int MaxNumberLength = 20;

    /// <summary>Writes the head of an answer.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="status">The status.</param>
    /// <param name="headers">The headers, without the length.</param>
    /// <param name="length">The length of the body.</param>
    /// <param name="isLast">Whether the connection ends behind the answer.</param>
    public static void Write(IBufferWriter<byte> output, int status, HeaderDictionary headers, int length, bool isLast)
    {
        switch (status)
        {
            case StatusCodes.Status201Created:
                output.Write("HTTP/1.1 201 Created\r\nContent-Length: "u8);
                break;
            case StatusCodes.Status200OK:
                output.Write("HTTP/1.1 200 OK\r\nContent-Length: "u8);
                break;
            default:
                output.Write("HTTP/1.1 "u8);
                WriteNumber(output, status);
                output.Write(" "u8);
                WriteText(output, ReasonPhrases.GetReasonPhrase(status));
                output.Write("\r\nContent-Length: "u8);
                break;
        }

        WriteNumber(output, length);
        output.Write("\r\nDate: "u8);
        output.Write(HttpDate.Now);
        foreach ((string name, StringValues values) in headers)
        {
            foreach (string? value in values)
            {
                output.Write("\r\n"u8);
                WriteText(output, name);
                output.Write(": "u8);
                WriteText(output, value ?? "");
            }
        }

        output.Write(isLast ? "\r\nConnection: close\r\n\r\n"u8 : "\r\n\r\n"u8);
    }

    private static void WriteNumber(IBufferWriter<byte> output, int number)
    {
        Utf8Formatter.TryFormat(number, output.GetSpan(MaxNumberLength), out int written);
        output.Advance(written);
    }

    private static void WriteText(IBufferWriter<byte> output, string text) =>
        output.Advance(Encoding.ASCII.GetBytes(text, output.GetSpan(text.Length)));
}
