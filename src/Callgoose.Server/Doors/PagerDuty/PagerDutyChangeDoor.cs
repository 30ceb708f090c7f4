using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors.PagerDuty;

/// <summary>
/// Change events of the Events API v2 of PagerDuty (developer.pagerduty.com, "Send a Change Event"): <c>POST /v2/change/enqueue</c>. They open no
/// incident. They are stored to show what changed before an incident.
/// </summary>
/// <param name="keep">Stores a change event and returns when it is durable.</param>
internal sealed class PagerDutyChangeDoor(Func<ApiToken, IncomingCall, ValueTask<Problem?>> keep) : IDoor
{
    /// <summary>The path, which clients append to the address of the server.</summary>
    public const string Path = "/v2/change/enqueue";

    /// <inheritdoc/>
    public string Name => "pagerduty";

    /// <inheritdoc/>
    public bool IsForFilters => false;

    /// <inheritdoc/>
    public bool Takes(string method, string path) => path == Path;

    /// <inheritdoc/>
    public bool HasTokenInBody(IHttpRequestFeature request) => PagerDutyDoor.Instance.HasTokenInBody(request);

    /// <inheritdoc/>
    /// <remarks>A repeat of a change event counts as another event.</remarks>
    public bool TakesSigned(IHttpRequestFeature request) => false;

    /// <inheritdoc/>
    public ReadOnlySpan<char> FindToken(IHttpRequestFeature request, Span<char> buffer) => PagerDutyDoor.Instance.FindToken(request, buffer);

    /// <inheritdoc/>
    public Problem? TakeToken(TextArena body, Span<char> buffer, out int length) => PagerDutyEvent.TakeKey(body, buffer, out length);

    /// <inheritdoc/>
    public Problem? TakeHead(IHttpRequestFeature request, IncomingCall call)
    {
        call.Source = call.Text.Append("PagerDuty"u8);
        return null;
    }

    /// <inheritdoc/>
    public Problem? TakeBody(IHttpRequestFeature request, IncomingCall call, out PayloadForm form)
    {
        form = PayloadForm.Json;
        Span<char> key = stackalloc char[Auth.PresentedToken.MaxLength];
        return HasTokenInBody(request) ? null : PagerDutyEvent.TakeKey(call.Body, key, out _);
    }

    /// <inheritdoc/>
    public ValueTask<Problem?> LookUpAsync(IHttpRequestFeature request, ApiToken token, IncomingCall call) => keep(token, call);

    /// <inheritdoc/>
    public int StatusOf(IncomingCall call) => StatusCodes.Status202Accepted;

    /// <inheritdoc/>
    public int StatusOf(Problem problem) => ((IDoor)PagerDutyDoor.Instance).StatusOf(problem);

    /// <inheritdoc/>
    public void Answer(IFeatureCollection features, IncomingCall call) =>
        DoorAnswer.Write(features, StatusCodes.Status202Accepted, "{\"status\":\"success\",\"message\":\"Change event processed\"}"u8);

    /// <inheritdoc/>
    public Task RefuseAsync(IFeatureCollection features, Problem problem) => PagerDutyDoor.Instance.RefuseAsync(features, problem);
}
