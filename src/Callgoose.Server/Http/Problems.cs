using System.Globalization;
using Callgoose.Payloads;
using Callgoose.Storage.Tokens;

namespace Callgoose.Http;

/// <summary>All refusals of the HTTP surface, in one place so that each is worded once.</summary>
internal static class Problems
{
    // One text for every cause: it must not reveal which tokens exist.
    public static readonly Problem Unauthorized = new(
        401, "unauthorized", "Unauthorized",
        "A valid API token is needed: send it as 'Authorization: Bearer TOKEN', as 'X-Callgoose-Auth: TOKEN' or as the query parameter 'token'.");

    public static readonly Problem SignatureWrong = new(
        401, "signature-wrong", "Signature wrong",
        "The token asks for a signature, and that of this call was made with another secret, another scheme or over another body. A proxy between must leave the body as it is.");

    public static readonly Problem SignedElsewhere = new(
        401, "signature-missing", "Signature missing", "The token asks for signed calls, and nothing is signed here; use a token of its own for this path.");

    // The sender did nothing wrong, and retries.
    public static readonly Problem SecretUnavailable = new(
        503, "secret-unavailable", "Secret unavailable", "The secret of this token's signatures cannot be read; the log of the server says why. Nothing was done for this call; send it again.")
    {
        RetryAfter = 30,
    };

    public static readonly Problem SessionEnded = new(
        401, "unauthorized", "Not signed in", "The session has ended: it lasts seven days, or until its token is revoked, replaced or expires. Sign in again.");

    public static readonly Problem TokenNotAccepted = new(
        401, "unauthorized", "Token not accepted", "There is no valid token like this; one is 'cg_' and 43 characters. 'callgoose tokens list' shows which are valid.");

    public static readonly Problem TokenCannotSignIn = new(
        403, "forbidden", "Forbidden", "The token is valid but has neither the scope 'read' nor 'admin'; sign in with one that has.");

    public static readonly Problem ForeignOrigin = new(
        403, "foreign-origin", "Foreign origin", "The request has a session cookie but comes from a page of another origin; use a token instead.");

    public static readonly Problem TooManyStreams = new(
        503, "too-many-streams", "Too many event streams", "The limit of open event streams is reached, of this token or of all together; close one, or try again later.")
    {
        RetryAfter = 10,
    };

    public static readonly Problem IntegrationNotFound = new(
        404, "integration-not-found", "Integration not found", "No service in reach has an integration of this name; GET /v1/integrations lists them.");

    public static readonly Problem NotFound = new(
        404, "not-found", "Not found", "There is nothing at this path. Webhooks go to POST /v1/process.");

    public static readonly Problem IncidentNotFound = new(
        404, "incident-not-found", "Incident not found", "There is no incident with this id in the environment of the token.");

    public static readonly Problem TokenNotFound = new(
        404, "token-not-found", "Token not found", "There is no valid token with this id among those that the token of the request manages.");

    public static readonly Problem CallNotFound = new(
        404, "call-not-found", "Call not found",
        "The API log has no call with this id in the environment of the token. Calls are logged while the debug switch of their token is on.");

    public static readonly Problem ChangeNotFound = new(
        404, "change-not-found", "Change not found", "There is no change event with this id in the environment and the services of the token; they are kept for ninety days.");

    public static readonly Problem DestinationNotFound = new(
        404, "destination-not-found", "Destination not found", "The configuration has no destination of this name; GET /v1/destinations lists them.");

    public static readonly Problem DeliveryNotFound = new(
        404, "delivery-not-found", "Delivery not found", "There is no such delivery of an incident that the token sees; GET /v1/deliveries lists them.");

    public static readonly Problem IncidentIsOver = new(
        409, "incident-is-over", "Incident is over", "The incident is resolved, or held by a maintenance; only one that is open can be acknowledged or unacknowledged.");

    public static readonly Problem TooManyNotes = new(
        409, "too-many-notes", "Too many notes", "The timeline of the incident has 1000 lines; it takes no further notes.");

    public static readonly Problem ForbiddenToBoundTokens = new(
        403, "forbidden", "Forbidden", "Only a token of kind global manages tokens; use one.");

    public static readonly Problem ForbiddenEnvironment = new(
        403, "forbidden", "Forbidden", "A token manages those of its own environment; use one of that environment, or of the one without a name.");

    public static readonly Problem MaintenanceNotFound = new(
        404, "maintenance-not-found", "Maintenance not found", "No maintenance with this id is running or planned; GET /v1/maintenances lists them. Those of the configuration are changed in its file.");

    public static readonly Problem ForbiddenMaintenance = new(
        403, "forbidden", "Forbidden", "A maintenance holds the incidents of every environment; use a token of the environment without a name.");

    public static readonly Problem TooManyMaintenances = new(
        409, "too-many-maintenances", "Too many maintenances", "The server keeps 1000 maintenances at most, ended ones for thirty days; begin fewer, longer ones.");

    public static readonly Problem SourceTooLong = new(
        400, "source-too-long", "Source too long", "The query parameter 'from' has more than 100 characters; shorten it.");

    public static readonly Problem InvalidHops = new(
        400, "invalid-hops", "Invalid hops",
        "The header 'X-Callgoose-Hops' says through how many Callgoose servers the call came, once and with one digit from 1 to 3; correct it or leave it out.");

    public static readonly Problem BodyTimeout = new(
        408, "request-timeout", "Request timeout", "The body did not arrive in time; send it faster or again.");

    public static readonly Problem BadEncodedBody = new(
        400, "invalid-content-encoding", "Invalid compressed body",
        "The body cannot be decompressed as its Content-Encoding says; it may have been cut off or not be compressed at all.");

    public static readonly Problem UnsupportedEncoding = new(
        415, "unsupported-content-encoding", "Unsupported content encoding",
        "The Content-Encoding must be gzip, br or deflate, and only one of them; or leave the header out.");

    public static readonly Problem TooManyFields = new(
        400, "too-many-fields", "Too many fields",
        string.Create(CultureInfo.InvariantCulture, $"A form has at most {FormFields.MaxFields} fields, or parts, files included; this one has more. Nothing was done; send fewer fields, or send JSON."));

    public static readonly Problem FormNotUtf8 = new(
        400, "form-not-utf-8", "Form not UTF-8", "The name or the value of a field is not UTF-8 once it is decoded. Nothing was done; send the form as UTF-8.");

    public static readonly Problem FormBroken = new(
        400, "form-broken", "Form broken", "The Content-Type says multipart/form-data, but it names no boundary, or the form does not end with it. Nothing was done; the form may have been cut off.");

    public static readonly Problem FormTooLarge = new(
        400, "form-too-large", "Form too large", "The form consists mostly of control characters, which make it three times as large when it is read. Nothing was done; leave them out, or send JSON.");

    public static readonly Problem InvalidRelayed = new(
        400, "invalid-relay", "Invalid relay", "The header 'X-Callgoose-Relay' is not what a relay writes; calls that are not relayed come without it.");

    public static readonly Problem NotOfARelay = new(
        403, "not-a-relay", "Not a relay", "Only a token of kind relay sends relayed calls; make one with 'callgoose tokens create --relay' and give it to the relay.");

    public static readonly Problem OnlyRelayed = new(
        403, "only-relayed", "Only relayed calls", "A token of kind relay sends calls that a relay has taken, to /v1/process; give senders tokens of their own.");

    public static readonly Problem NotGranted = new(
        403, "not-granted", "Not granted", "The relay's token was not granted the environment, team or service of this call; make one that was ('callgoose tokens create --relay').");

    public static readonly Problem RelayedTooEarly = new(
        409, "relayed-too-early", "Relayed too early", "A call of the same relay that comes before this one was not taken yet. Nothing was done; send them in order.");

    public static readonly Problem RelayIsFull = new(
        503, "relay-full", "Relay full", "The upstream has been out of reach for so long that nothing more can be kept for it. Nothing of this call counts as accepted; send it again.")
    {
        RetryAfter = 30,
    };

    public static readonly Problem RelayHasNoDisk = new(
        503, "relay-full", "Relay full", "The disk of the relay is nearly full, and nothing more can be kept. Nothing of this call counts as accepted; send it again.")
    {
        RetryAfter = 30,
    };

    public static readonly Problem Overloaded = new(
        503, "overloaded", "Overloaded", "Too many calls are waiting to be stored. Nothing was stored of this one; send it again.")
    {
        RetryAfter = 1,
    };

    // Returned before the call has any effect, and before its body is read.
    public static readonly Problem Busy = new(
        503, "overloaded", "Overloaded", "Too many calls are under way. Nothing was done for this one; send it again.")
    {
        RetryAfter = 1,
    };

    public static readonly Problem Unavailable = new(
        503, "store-unavailable", "Store unavailable", "The store cannot commit. Nothing of this call counts as accepted; send it again.")
    {
        RetryAfter = 5,
    };

    public static readonly Problem Internal = new(
        500, "internal-error", "Internal error", "An internal error occurred; the log of the server has the details.");

    public static Problem SignatureMissing(string header) => new(
        401, "signature-missing", "Signature missing", $"The token asks for signed calls, and the header '{header}' is missing or not of its form; let the sender sign what it sends.");

    public static Problem SignatureTooOld(TimeSpan window) => new(
        401, "signature-too-old", "Signature too old",
        string.Create(CultureInfo.InvariantCulture, $"The time that was signed is more than {window.TotalSeconds:0} s away from that of the server; sign it when it is sent, and set the clocks right."));

    public static Problem Forbidden(string scope) => new(
        403, "forbidden", "Forbidden", $"The token is valid but lacks the scope '{scope}'; use one that has it.");

    public static Problem MethodNotAllowed(string allow) => new(
        405, "method-not-allowed", "Method not allowed", $"This path takes {allow} only.")
    {
        Allow = allow,
    };

    public static readonly Problem GetNotAllowed = new(
        405, "method-not-allowed", "Method not allowed",
        "Webhooks are sent here with POST. A GET is taken of a token that was made with 'callgoose tokens create --allow-get', and of no other.")
    {
        Allow = "POST",
    };

    public static Problem BodyTooLarge(long limit) => new(
        413, "body-too-large", "Body too large",
        string.Create(CultureInfo.InvariantCulture, $"The body, decompressed, may have at most {limit} bytes."));

    public static Problem CompressedBodyTooLarge(long limit) => new(
        413, "body-too-large", "Body too large",
        string.Create(CultureInfo.InvariantCulture, $"A compressed body may have at most {limit} bytes as it is sent."));

    public static readonly Problem TooManyElements = new(
        413, "too-many-elements", "Too many elements", "A list of the payload has more than 1000 elements, each of which would get a verdict. Nothing was done; send them in several calls.");

    public static readonly Problem ElementsTooLarge = new(
        413, "elements-too-large", "Elements too large",
        "The keys, titles and descriptions of all elements of the payload are more than 8 MiB together. Nothing was done; send the elements in several calls.");

    public static Problem TooManyCalls(RateLimit rate, int retryAfter) => new(
        429, "too-many-calls", "Too many calls", $"The token may make {rate} calls. Nothing was done for this one; send it again.")
    {
        RetryAfter = retryAfter,
    };

    public static Problem BadHttpRequest(int status) => new(
        status, "bad-request", "Bad request", "The body could not be read: its framing does not follow HTTP.");

    public static Problem InvalidRequest(string detail) => new(400, "invalid-request", "Invalid request", detail);

    public static Problem InvalidQuery(string detail) => new(400, "invalid-query", "Invalid query parameter", detail);

    public static Problem InvalidPayload(PayloadError error, ReadOnlySpan<byte> body)
    {
        PayloadErrorReport place = PayloadErrorReport.Create(error, body);
        bool text = error.Kind == PayloadErrorKind.InvalidUtf8;
        return new Problem(400, text ? "invalid-utf8" : "invalid-json", text ? "Not UTF-8" : "Malformed JSON", place.Message)
        {
            Place = place,
        };
    }
}
