using Callgoose.Http;
using Callgoose.Incidents;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors;

/// <summary>
/// A way in: what a protocol that delivers payloads says about paths, credentials, bodies and answers. Everything behind it is the same for
/// all of them. One object serves all requests, on many threads, so it keeps nothing of any.
/// </summary>
internal interface IDoor
{
    /// <summary>Tells whether a path is one of this door's.</summary>
    /// <param name="path">The path of a request, decoded, without the query.</param>
    bool Takes(string path);

    /// <summary>Finds the token that a request presents, right or wrong, where this protocol has it.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="buffer">Room for a token that has to be decoded: <see cref="Auth.PresentedToken.MaxLength"/> characters.</param>
    /// <returns>The token, or nothing if there is none.</returns>
    ReadOnlySpan<char> FindToken(IHttpRequestFeature request, Span<char> buffer);

    /// <summary>Takes what the request line and headers say about the call: its source, and the sender's id of the delivery.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="call">The call, which has no body yet.</param>
    /// <returns>The refusal, or null.</returns>
    Problem? TakeHead(IHttpRequestFeature request, IncomingCall call);

    /// <summary>Makes of the body what filters run over.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="body">The body, whole and decompressed. What is no payload in this protocol is taken out.</param>
    /// <returns>How it is to be read.</returns>
    PayloadForm TakeBody(IHttpRequestFeature request, TextArena body);

    /// <summary>The HTTP status of a call that is not refused.</summary>
    /// <param name="call">The call, once everything in its answer is durable.</param>
    int StatusOf(IncomingCall call);

    /// <summary>Writes the answer to a call that is not refused. It leaves when the request ends.</summary>
    /// <param name="features">The request and its answer.</param>
    /// <param name="call">The call, once everything in its answer is durable. Its texts are lost.</param>
    void Answer(IFeatureCollection features, IncomingCall call);

    /// <summary>Answers that a call is refused, unless an answer has begun.</summary>
    /// <param name="features">The request and its answer.</param>
    /// <param name="problem">Why.</param>
    Task RefuseAsync(IFeatureCollection features, Problem problem);
}
