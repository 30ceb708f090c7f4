using System.Buffers;
using System.Collections;
using System.IO.Pipelines;
using System.Net;
using System.Threading.Tasks.Sources;
using Callgoose.Http;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Hosting.Direct;

/// <summary>
/// A request and its answer, as whoever serves it sees them: the part of the HTTP server's features that the way of a webhook
/// uses. Made once for a connection.
/// </summary>
internal sealed class DirectExchange :
    IFeatureCollection,
    IHttpRequestFeature,
    IHttpResponseFeature,
    IHttpResponseBodyFeature,
    IRequestBodyPipeFeature,
    IHttpConnectionFeature,
    IRequestEnd,
    IValueTaskSource
{
    private readonly ConnectionContext connection;
    private readonly RequestBody requestBody = new();
    private readonly AnswerBody answerBody = new();
    private readonly AnswerHeaders answerHeaders = new();
    private RequestHead head = null!;
    private ManualResetValueTaskSourceCore<bool> end;

    /// <summary>Makes the one of a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="scheme">http or https.</param>
    public DirectExchange(ConnectionContext connection, string scheme)
    {
        this.connection = connection;
        Scheme = scheme;
    }

    /// <summary>The status of the answer.</summary>
    public int StatusCode { get; set; }

    /// <summary>http or https.</summary>
    public string Scheme { get; set; }

    /// <summary>Takes on a request.</summary>
    public void Begin(RequestHead request, in ReadOnlySequence<byte> body)
    {
        head = request;
        requestBody.Begin(body);
        answerBody.Reset();
        answerHeaders.Clear();
        StatusCode = StatusCodes.Status200OK;
        end.Reset();
    }

    /// <summary>Waits for the end of the request that was taken on.</summary>
    public ValueTask WaitAsync() => new(this, end.Version);

    /// <summary>Writes the answer, once the request has ended.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="isLast">Whether the connection is to end behind it.</param>
    /// <returns>Whether it ends.</returns>
    public bool WriteAnswer(PipeWriter output, bool isLast)
    {
        requestBody.End();

        // Said by whoever refuses a request whose body is not to be read to its end. Here it has been read.
        isLast |= answerHeaders.Remove("Connection");
        AnswerHead.Write(output, StatusCode, answerHeaders, answerBody.Written.Length, isLast);
        output.Write(answerBody.Written);
        return isLast;
    }

    /// <inheritdoc/>
    public void End(Exception? fault)
    {
        if (fault is null)
        {
            end.SetResult(true);
        }
        else
        {
            end.SetException(fault);
        }
    }

    /// <inheritdoc/>
    public TFeature? Get<TFeature>() => this is TFeature feature ? feature : default;

    string IHttpRequestFeature.Protocol { get; set; } = "HTTP/1.1";

    string IHttpRequestFeature.Method { get; set; } = HttpMethods.Post;

    string IHttpRequestFeature.PathBase { get; set; } = "";

    string IHttpRequestFeature.Path { get => head.Path; set => throw Unsupported(); }

    string IHttpRequestFeature.QueryString { get => head.Query; set => throw Unsupported(); }

    string IHttpRequestFeature.RawTarget { get => head.Path + head.Query; set => throw Unsupported(); }

    IHeaderDictionary IHttpRequestFeature.Headers { get => head.Headers; set => throw Unsupported(); }

    Stream IHttpRequestFeature.Body { get => requestBody.AsStream(leaveOpen: true); set => throw Unsupported(); }

    PipeReader IRequestBodyPipeFeature.Reader => requestBody;

    string? IHttpResponseFeature.ReasonPhrase { get; set; }

    IHeaderDictionary IHttpResponseFeature.Headers { get => answerHeaders; set => throw Unsupported(); }

    Stream IHttpResponseFeature.Body { get => answerBody.AsStream(leaveOpen: true); set => throw Unsupported(); }

    bool IHttpResponseFeature.HasStarted => false;

    Stream IHttpResponseBodyFeature.Stream => answerBody.AsStream(leaveOpen: true);

    PipeWriter IHttpResponseBodyFeature.Writer => answerBody;

    string IHttpConnectionFeature.ConnectionId { get => connection.ConnectionId; set => throw Unsupported(); }

    IPAddress? IHttpConnectionFeature.RemoteIpAddress { get => (connection.RemoteEndPoint as IPEndPoint)?.Address; set => throw Unsupported(); }

    IPAddress? IHttpConnectionFeature.LocalIpAddress { get => (connection.LocalEndPoint as IPEndPoint)?.Address; set => throw Unsupported(); }

    int IHttpConnectionFeature.RemotePort { get => (connection.RemoteEndPoint as IPEndPoint)?.Port ?? 0; set => throw Unsupported(); }

    int IHttpConnectionFeature.LocalPort { get => (connection.LocalEndPoint as IPEndPoint)?.Port ?? 0; set => throw Unsupported(); }

    bool IFeatureCollection.IsReadOnly => true;

    int IFeatureCollection.Revision => 0;

    object? IFeatureCollection.this[Type key]
    {
        get => key.IsInstanceOfType(this) ? this : null;
        set => throw Unsupported();
    }

    void IFeatureCollection.Set<TFeature>(TFeature? instance)
        where TFeature : default => throw Unsupported();

    IEnumerator<KeyValuePair<Type, object>> IEnumerable<KeyValuePair<Type, object>>.GetEnumerator() => throw Unsupported();

    IEnumerator IEnumerable.GetEnumerator() => throw Unsupported();

    void IHttpResponseFeature.OnStarting(Func<object, Task> callback, object state) => throw Unsupported();

    void IHttpResponseFeature.OnCompleted(Func<object, Task> callback, object state) => throw Unsupported();

    void IHttpResponseBodyFeature.DisableBuffering()
    {
    }

    Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHttpResponseBodyFeature.CompleteAsync() => Task.CompletedTask;

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken) => throw Unsupported();

    void IValueTaskSource.GetResult(short token) => end.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => end.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        end.OnCompleted(continuation, state, token, flags);

    private static NotSupportedException Unsupported() => new("The way of a webhook does not use this.");
}
