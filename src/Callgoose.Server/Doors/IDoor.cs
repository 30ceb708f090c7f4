using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors;

/// <summary>
/// A way in: what a protocol that delivers payloads says about paths, credentials, bodies and answers. Everything behind it is the same for
/// all of them. One object serves all requests, on many threads, so it keeps nothing of any.
/// </summary>
internal interface IDoor
{
    /// <summary>The name in metrics: lower case, one word.</summary>
    string Name { get; }

    /// <summary>Tells whether a request is for this door.</summary>
    /// <param name="method">The method of the request.</param>
    /// <param name="path">The path of the request, decoded, without the query.</param>
    bool Takes(string method, string path);

    /// <summary>The refusal of a method that the door does not take at a path of its own, or null.</summary>
    /// <param name="method">The method of the request.</param>
    Problem? RefusalOf(string method) => RequestMethod.IsPost(method) ? null : Problems.MethodNotAllowed("POST");

    /// <summary>Tells whether the token of a request stands in its body, so that the body is read before anybody is known.</summary>
    /// <param name="request">The request line and headers.</param>
    bool HasTokenInBody(IHttpRequestFeature request) => false;

    /// <summary>
    /// Tells whether what a request asks for stands in its body alone, and a repeat of it can be known: then a signature of the body is enough. Where the path
    /// names what is meant, a caught signature could be sent to another path.
    /// </summary>
    /// <param name="request">The request line and headers.</param>
    bool TakesSigned(IHttpRequestFeature request) => true;

    /// <summary>Finds the token that a request presents in its head, right or wrong, where this protocol has it.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="buffer">Room for a token that has to be decoded: <see cref="Auth.PresentedToken.MaxLength"/> characters.</param>
    /// <returns>The token, or nothing if there is none.</returns>
    ReadOnlySpan<char> FindToken(IHttpRequestFeature request, Span<char> buffer);

    /// <summary>Finds the token that a body presents, and takes it out of the body: nothing that comes later may see it.</summary>
    /// <param name="body">The body, whole and decompressed.</param>
    /// <param name="buffer">Room for the token: <see cref="Auth.PresentedToken.MaxLength"/> characters.</param>
    /// <param name="length">How many characters of the token are in the buffer; 0 if there is none.</param>
    /// <returns>The refusal of a body in which no token can be looked for, or null.</returns>
    Problem? TakeToken(TextArena body, Span<char> buffer, out int length)
    {
        length = 0;
        return null;
    }

    /// <summary>Takes what the request line and headers say about the call: its source, and the sender's id of the delivery.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="call">The call, which has no body yet.</param>
    /// <returns>The refusal, or null.</returns>
    Problem? TakeHead(IHttpRequestFeature request, IncomingCall call);

    /// <summary>Makes of the body what filters run over.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="call">The call with its body, whole and decompressed. What is no payload in this protocol is taken out.</param>
    /// <param name="form">How it is to be read.</param>
    /// <returns>The refusal of what this protocol does not allow, or null.</returns>
    Problem? TakeBody(IHttpRequestFeature request, IncomingCall call, out PayloadForm form);

    /// <summary>Whether filters run over what comes in. Otherwise <see cref="LookUpAsync"/> does all there is to do.</summary>
    bool IsForFilters => true;

    /// <summary>Looks up what the call names by something that only the store knows. Most protocols have nothing of this kind.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="token">Who calls.</param>
    /// <param name="call">The call with what <see cref="TakeBody"/> has made of its body.</param>
    /// <returns>The refusal, or null.</returns>
    ValueTask<Problem?> LookUpAsync(IHttpRequestFeature request, ApiToken token, IncomingCall call) => default;

    /// <summary>The HTTP status of a call that is not refused.</summary>
    /// <param name="call">The call, once everything in its answer is durable.</param>
    int StatusOf(IncomingCall call);

    /// <summary>The HTTP status of a call that is refused.</summary>
    /// <param name="problem">Why.</param>
    int StatusOf(Problem problem) => problem.Status;

    /// <summary>Writes the answer to a call that is not refused. It leaves when the request ends.</summary>
    /// <param name="features">The request and its answer.</param>
    /// <param name="call">The call, once everything in its answer is durable. Its texts are lost.</param>
    void Answer(IFeatureCollection features, IncomingCall call);

    /// <summary>Answers that a call is refused, unless an answer has begun.</summary>
    /// <param name="features">The request and its answer.</param>
    /// <param name="problem">Why.</param>
    Task RefuseAsync(IFeatureCollection features, Problem problem);
}
