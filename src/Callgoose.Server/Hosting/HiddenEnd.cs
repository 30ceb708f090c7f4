using System.IO.Pipelines;

namespace Callgoose.Hosting;

/// <summary>
/// Hides the end of a connection's input until all bytes before it have been examined. A client that closes its sending
/// side after its request still waits for the answer (RFC 9112, section 9.6).
/// </summary>
/// <remarks>
/// The HTTP server treats the end of the input as the end of the connection, even if a whole request precedes it, and sends
/// no answer. A connection that is really gone is detected when the answer is written. A struct, so that a connection needs
/// no extra object.
/// </remarks>
internal struct HiddenEnd
{
    private long hiddenBefore;

    /// <summary>Returns what a read may show. Nothing follows the end, so a reader that consumes none of the bytes must see it.</summary>
    /// <param name="result">The result of the read.</param>
    public ReadResult Show(in ReadResult result)
    {
        if (!result.IsCompleted || result.Buffer.IsEmpty || (hiddenBefore > 0 && result.Buffer.Length >= hiddenBefore))
        {
            return result;
        }

        hiddenBefore = result.Buffer.Length;
        return new ReadResult(result.Buffer, result.IsCanceled, isCompleted: false);
    }
}
