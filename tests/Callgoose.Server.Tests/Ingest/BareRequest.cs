using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Server.Tests.Ingest;

/// <summary>A request without a server: the HTTP that an endpoint sees. When reused, it allocates nothing.</summary>
internal sealed class BareRequest : IRequestBodyPipeFeature, IHttpResponseBodyFeature
{
    private readonly Body body;
    private readonly Answer answer = new();

    public BareRequest(byte[] body, string token)
    {
        this.body = new Body(body);
        Request = new HttpRequestFeature { Method = "POST", Path = "/v1/process", QueryString = "?from=BetterStack" };
        Request.Headers.Authorization = "Bearer " + token;
        Request.Headers.ContentType = "application/json";
        Features.Set<IHttpRequestFeature>(Request);
        Features.Set<IHttpResponseFeature>(Response);
        Features.Set<IRequestBodyPipeFeature>(this);
        Features.Set<IHttpResponseBodyFeature>(this);
    }

    public FeatureCollection Features { get; } = [];

    public HttpRequestFeature Request { get; }

    public HttpResponseFeature Response { get; } = new();

    /// <summary>Thrown by the next read of the body.</summary>
    public Exception? BodyFailure { get => body.Failure; set => body.Failure = value; }

    /// <summary>Thrown by the next write of the answer.</summary>
    public Exception? AnswerFailure { get => answer.Failure; set => answer.Failure = value; }

    /// <summary>The answer since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Answered => answer.Written;

    public PipeReader Reader => body;

    public Stream Stream => Stream.Null;

    public PipeWriter Writer => answer;

    public void Clear() => answer.Clear();

    public Task CompleteAsync() => Task.CompletedTask;

    public void DisableBuffering()
    {
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    private sealed class Body(byte[] bytes) : PipeReader
    {
        public Exception? Failure { get; set; }

        public override void AdvanceTo(SequencePosition consumed)
        {
        }

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
        }

        public override void CancelPendingRead()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
            Failure is null ? new(new ReadResult(new ReadOnlySequence<byte>(bytes), isCanceled: false, isCompleted: true)) : throw Failure;

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();
    }

    private sealed class Answer : PipeWriter
    {
        private readonly byte[] buffer = new byte[4096];
        private int length;

        public Exception? Failure { get; set; }

        public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

        public void Clear() => length = 0;

        public override void Advance(int bytes) => length += bytes;

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

        public override Memory<byte> GetMemory(int sizeHint = 0) => Failure is null ? buffer.AsMemory(length) : throw Failure;

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
