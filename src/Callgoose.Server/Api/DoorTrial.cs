using Callgoose.Auth;
using Callgoose.Doors;
using Callgoose.Doors.Opsgenie;
using Callgoose.Doors.PagerDuty;
using Callgoose.Doors.Prometheus;
using Callgoose.Http;
using Callgoose.Incidents;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Api;

/// <summary>
/// Reads a body as the door of a path would, without a sender. A body that the door refuses gets the door's own error message; filters run over any other body.
/// </summary>
internal static class DoorTrial
{
    /// <summary>The query parameter that holds the path.</summary>
    public const string PathName = "path";

    /// <summary>What to write in the parameter, as the end of an error message.</summary>
    public const string Form = "write the path that the tool sends to, such as /v1/process, /v2/enqueue, /v2/alerts, '/v2/alerts/ALIAS/close?identifierType=alias' or /api/v2/alerts";

    private static readonly IDoor[] Doors =
    [
        ProcessDoor.Instance,
        PagerDutyDoor.Instance,
        new OpsgenieDoor(static (_, _) => ValueTask.FromResult<string?>(null), TimeProvider.System),
        PrometheusDoor.Instance,
    ];

    /// <summary>Reads a body.</summary>
    /// <param name="target">The path, with its query if it has one.</param>
    /// <param name="contentType">The media type; empty if there is none.</param>
    /// <param name="call">The call with its body; receives its source.</param>
    /// <param name="form">How to read the payload.</param>
    /// <returns>The refusal, or null.</returns>
    public static Problem? Take(string target, string contentType, IncomingCall call, out PayloadForm form)
    {
        form = PayloadForm.Json;
        int query = target.IndexOf('?', StringComparison.Ordinal);
        var request = new HttpRequestFeature
        {
            Method = "POST",
            Path = Uri.UnescapeDataString(query < 0 ? target : target[..query]),
            QueryString = query < 0 ? string.Empty : target[query..],
        };
        request.Headers.ContentType = contentType;
        IDoor? door = Array.Find(Doors, door => door.Takes(request.Method, request.Path));
        if (door is null)
        {
            return Problems.InvalidQuery(
                request.Path == PagerDutyChangeDoor.Path ? "A change event opens nothing and no filter runs over it, so there is nothing to explain; 'callgoose changes' lists what was kept."
                : AlertPath.TryParse(request.Path, out _) ? "A note opens nothing and no filter runs over it, so there is nothing to explain; it is a line of the timeline of its incident."
                : $"No payload is taken at this path; {Form}.");
        }

        if (door.TakeHead(request, call) is Problem refusal)
        {
            return refusal;
        }

        Span<char> token = stackalloc char[PresentedToken.MaxLength];
        return (door.HasTokenInBody(request) ? door.TakeToken(call.Body, token, out _) : null) ?? door.TakeBody(request, call, out form);
    }
}
