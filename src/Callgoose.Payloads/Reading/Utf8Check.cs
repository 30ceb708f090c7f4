using System.Buffers;
using System.Text;

namespace Callgoose.Payloads;

/// <summary>Finds the first byte that is not UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).</summary>
public static class Utf8Check
{
    /// <summary>Finds the first byte that is not part of a well-formed sequence. Called only after a fast check has failed.</summary>
    public static PayloadError FirstError(ReadOnlySpan<byte> bytes)
    {
        int offset = 0;
        while (offset < bytes.Length)
        {
            if (Rune.DecodeFromUtf8(bytes[offset..], out _, out int consumed) != OperationStatus.Done)
            {
                return new PayloadError(PayloadErrorKind.InvalidUtf8, offset);
            }

            offset += consumed;
        }

        return default;
    }
}
