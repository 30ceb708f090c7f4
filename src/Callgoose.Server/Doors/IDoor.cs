using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors;

/// <summary>
/// An entry point for payloads: the rules of one protocol for paths, credentials, bodies and answers. Everything behind it is common to
/// all protocols. One instance serves all requests on many threads, so it must not keep request state.
/// </summary>
internal interface IDoor
{
    /// <summary>The name in metrics: lower case, one word.</summary>
    string Name { get; }

    /// <summary>Whether a request is for this door.</summary>
    /// <param name="method">The method of the request.</param>
    /// <param name="path">The path of the request, decoded, without the query.</param>
    bool Takes(string method, string path);

    /// <summary>Returns the refusal of a method that the door does not support at its path, or null.</summary>
    /// <param name="method">The method of the request.</param>
    Problem? RefusalOf(string method) => RequestMethod.IsPost(method) ? null : Problems.MethodNotAllowed("POST");

    /// <summary>Whether the token of a request is in its body, so that the body must be read before the sender is known.</summary>
    /// <param name="request">The request line and headers.</param>
    bool HasTokenInBody(IHttpRequestFeature request) => false;

    /// <summary>
    /// Whether the body alone determines what a request does, and a repeat can be detected. Only then is a signature of the body enough. If the path
    /// determines the target, a captured signature could be replayed to another path.
    /// </summary>
    /// <param name="request">The request line and headers.</param>
    bool TakesSigned(IHttpRequestFeature request) => true;

    /// <summary>Finds the token in the request head, valid or not, where this protocol puts it.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="buffer">A buffer for a token that must be decoded: <see cref="Auth.PresentedToken.MaxLength"/> characters.</param>
    /// <returns>The token; empty if there is none.</returns>
    ReadOnlySpan<char> FindToken(IHttpRequestFeature request, Span<char> buffer);

    /// <summary>Finds the token in a body and removes it: no later step may see it.</summary>
    /// <param name="body">The body, whole and decompressed.</param>
    /// <param name="buffer">A buffer for the token: <see cref="Auth.PresentedToken.MaxLength"/> characters.</param>
    /// <param name="length">The length of the token in the buffer; 0 if there is none.</param>
    /// <returns>The refusal of a body that cannot be searched for a token, or null.</returns>
    Problem? TakeToken(TextArena body, Span<char> buffer, out int length)
    {
        length = 0;
        return null;
    }

    /// <summary>Reads what the request line and headers say about the call: its source and the sender's delivery id.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="call">The call, which has no body yet.</param>
    /// <returns>The refusal, or null.</returns>
    Problem? TakeHead(IHttpRequestFeature request, IncomingCall call);

    /// <summary>Converts the body into the payload for the filters.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="call">The call with its body, whole and decompressed. The door removes what is not payload in its protocol.</param>
    /// <param name="form">How to read the payload.</param>
    /// <returns>The refusal of a body that the protocol does not allow, or null.</returns>
    Problem? TakeBody(IHttpRequestFeature request, IncomingCall call, out PayloadForm form);

    /// <summary>Whether filters run over the payload. Otherwise <see cref="LookUpAsync"/> does all the work.</summary>
    bool IsForFilters => true;

    /// <summary>Resolves names in the call that only the store knows. Most protocols have none.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="token">The token of the call.</param>
    /// <param name="call">The call with the payload from <see cref="TakeBody"/>.</param>
    /// <returns>The refusal, or null.</returns>
    ValueTask<Problem?> LookUpAsync(IHttpRequestFeature request, ApiToken token, IncomingCall call) => default;

    /// <summary>Returns the HTTP status of a call that is not refused.</summary>
    /// <param name="call">The call, once everything in its answer is durable.</param>
    int StatusOf(IncomingCall call);

    /// <summary>Returns the HTTP status of a refused call.</summary>
    /// <param name="problem">The reason.</param>
    int StatusOf(Problem problem) => problem.Status;

    /// <summary>Writes the answer to a call that is not refused. It is sent when the request ends.</summary>
    /// <param name="features">The request and its response.</param>
    /// <param name="call">The call, once everything in its answer is durable. Its texts are overwritten.</param>
    void Answer(IFeatureCollection features, IncomingCall call);

    /// <summary>Writes a refusal, unless an answer has begun.</summary>
    /// <param name="features">The request and its response.</param>
    /// <param name="problem">The reason.</param>
    Task RefuseAsync(IFeatureCollection features, Problem problem);
}
