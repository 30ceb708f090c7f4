using System.IO.Pipelines;

namespace Callgoose.Hosting;

/// <summary>
/// Keeps the end of what a connection receives back until all bytes in front of it have been looked at. A client that closes its sending
/// side behind its request still waits for the answer (RFC 9112, section 9.6).
/// </summary>
/// <remarks>
/// The HTTP server takes the end of what it receives for the end of the connection, even where the whole request stands before it, and
/// answers nobody. A connection that is really gone is noticed when the answer is written. A struct, so that it costs a connection
/// no object.
/// </remarks>
internal struct HiddenEnd
{
    private long hiddenBefore;

    /// <summary>What a read shows. Nothing comes behind the end, so a reader that leaves all bytes where they are is told of it.</summary>
    /// <param name="result">What was read.</param>
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
