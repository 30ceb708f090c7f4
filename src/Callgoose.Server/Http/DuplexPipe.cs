using System.IO.Pipelines;

namespace Callgoose.Http;

/// <summary>What a connection receives and what it sends.</summary>
internal sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
{
    /// <inheritdoc/>
    public PipeReader Input => input;

    /// <inheritdoc/>
    public PipeWriter Output => output;
}
