namespace Callgoose.Generators.Tests;

/// <summary>Source that is compiled together with emitted types, because those are internal.</summary>
internal static class Probe
{
    /// <summary>A reader of bodies in pieces that writes what it read.</summary>
    /// <param name="payload">The payload's type.</param>
    public static string Source(string payload) =>
        $$"""
        using System.Buffers;
        using Callgoose.Integrations;
        using Callgoose.Payloads;

        public static class Probe
        {
            public static string Copy(ReadOnlySequence<byte> body)
            {
                var scratch = new ScratchBuffer();
                {{payload}} payload = default;
                PayloadError error = {{payload}}Reader.Read(body, scratch, ref payload);
                if (!error.IsNone)
                {
                    return error.ToString();
                }

                var output = new ArrayBufferWriter<byte>();
                {{payload}}Writer.Write(output, payload);
                return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
            }
        }
        """;
}
