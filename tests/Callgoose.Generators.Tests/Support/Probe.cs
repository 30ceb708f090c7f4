namespace Callgoose.Generators.Tests;

/// <summary>Source that is compiled together with emitted types, because these are internal.</summary>
internal static class Probe
{
    /// <summary>Reads bodies in pieces and writes out what it read, and compares the fast reader with the plain one.</summary>
    /// <param name="payload">The payload's type.</param>
    /// <param name="isDescribed">Whether there is a serializer.</param>
    public static string Source(string payload, bool isDescribed) =>
        $$"""
        using System;
        using System.Buffers;
        using System.IO;
        using System.Text;
        using System.Text.Encodings.Web;
        using System.Text.Json;
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

                {{(isDescribed ? Written(payload) : "return string.Empty;")}}
            }

            public static string FastlyRead(byte[] body)
            {
                {{payload}} payload = default;
                PayloadError error = {{payload}}Reader.Read(body, new ScratchBuffer(), ref payload);
                return error.IsNone ? Slots(ref payload, body) : "refused";
            }

            public static string PlainlyRead(byte[] body)
            {
                {{payload}} payload = default;
                {{(isDescribed ? $"var json = new Utf8JsonReader(body); {payload}Json.Read(ref json, ref payload);" : string.Empty)}}
                return Slots(ref payload, body);
            }

            private static string Slots<T>(ref T payload, ReadOnlySpan<byte> body)
                where T : struct, IPayload, allows ref struct
            {
                var text = new StringBuilder();
                for (int slot = 0; slot < payload.SlotCount; slot++)
                {
                    Utf8Value value = payload.Locate(slot, body).In(body);
                    text.Append(slot).Append(' ').Append(value.Kind.ToString()).Append(' ').Append(Encoding.UTF8.GetString(value.Raw)).Append('\n');
                }

                return text.ToString();
            }
        }
        """;

    private static string Written(string payload) =>
        $$"""
        using var output = new MemoryStream();
                        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
                        {
                            {{payload}}Json.Write(json, payload);
                        }

                        return Encoding.UTF8.GetString(output.ToArray());
        """;
}
