using Callgoose.Auth;
using Callgoose.Http;
using Callgoose.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors.PagerDuty;

/// <summary>
/// The Events API v2 of PagerDuty (developer.pagerduty.com, "Send an Alert Event"): <c>POST /v2/enqueue</c>, with the token as routing key.
/// The integration <c>PagerDuty</c> defines what events mean.
/// </summary>
internal sealed class PagerDutyDoor : IDoor
{
    /// <summary>The path, which clients append to the address of the server.</summary>
    public const string Path = "/v2/enqueue";

    /// <summary>The header that may hold the routing key instead of the body.</summary>
    internal const string RoutingKeyHeader = "X-Routing-Key";

    /// <summary>The refusal of an event that would have no effect. The sender must learn that.</summary>
    private static readonly Problem Unheard = new(
        400, "invalid-event", "Invalid event", "No service in reach of the routing key has the integration 'PagerDuty'; add it to 'integrations' of the service.");

    private PagerDutyDoor()
    {
    }

    /// <summary>The only instance.</summary>
    public static PagerDutyDoor Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "pagerduty";

    /// <inheritdoc/>
    public bool Takes(string method, string path) => path == Path;

    /// <inheritdoc/>
    public bool HasTokenInBody(IHttpRequestFeature request) => request.Headers[RoutingKeyHeader].Count == 0;

    /// <inheritdoc/>
    public ReadOnlySpan<char> FindToken(IHttpRequestFeature request, Span<char> buffer) =>
        request.Headers[RoutingKeyHeader] is { Count: > 0 } header ? header[0].AsSpan().Trim() : default;

    /// <inheritdoc/>
    public Problem? TakeToken(TextArena body, Span<char> buffer, out int length) => PagerDutyEvent.TakeKey(body, buffer, out length);

    /// <inheritdoc/>
    public Problem? TakeHead(IHttpRequestFeature request, IncomingCall call)
    {
        call.Source = call.Text.Append("PagerDuty"u8);
        DeliveryId.Take(request, call);
        return HopCount.Take(request, call);
    }

    /// <inheritdoc/>
    public Problem? TakeBody(IHttpRequestFeature request, IncomingCall call, out PayloadForm form)
    {
        form = PayloadForm.Json;
        if (!HasTokenInBody(request))
        {
            // The key in the header wins, but the one in the body may be valid, too, so hide it.
            Span<char> other = stackalloc char[PresentedToken.MaxLength];
            if (PagerDutyEvent.TakeKey(call.Body, other, out _) is Problem problem)
            {
                return problem;
            }
        }

        return PagerDutyEvent.Complete(call);
    }

    /// <inheritdoc/>
    public int StatusOf(IncomingCall call) => !call.AnyFilterPassed && !call.IsSourceKnown ? StatusCodes.Status400BadRequest : StatusCodes.Status202Accepted;

    /// <inheritdoc/>
    /// <remarks>The API reports a wrong routing key like any other error in an event.</remarks>
    public int StatusOf(Problem problem) =>
        problem.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden ? StatusCodes.Status400BadRequest : problem.Status;

    /// <inheritdoc/>
    public void Answer(IFeatureCollection features, IncomingCall call)
    {
        if (!call.AnyFilterPassed && !call.IsSourceKnown)
        {
            DoorAnswer.Write(features, StatusOf(call), PagerDutyAnswer.Of(Unheard, StatusCodes.Status400BadRequest));
            return;
        }

        call.Text.Reset();
        call.Text.Append("{\"status\":\"success\",\"message\":\"Event processed"u8);
        call.Text.Append(call.AnyFilterPassed ? default : call.Reason switch
        {
            NoEffectReason.ServiceDisabled => ", without effect: the service is disabled"u8,
            NoEffectReason.InMaintenance => ", held: the service is in maintenance"u8,
            NoEffectReason.Relayed => ": it is relayed to another server"u8,
            _ => ", without effect: no filter takes it"u8,
        });
        call.Text.Append("\",\"dedup_key\":"u8);
        call.Text.Append(JsonMembers.Find(call.Body.Written, PagerDutyEvent.DedupKey, out _));
        call.Text.Append("}"u8);
        DoorAnswer.Write(features, StatusOf(call), call.Text.Written);
    }

    /// <inheritdoc/>
    public Task RefuseAsync(IFeatureCollection features, Problem problem)
    {
        DoorAnswer.Refuse(features, problem, StatusOf(problem), PagerDutyAnswer.Of(problem, StatusOf(problem)));
        return Task.CompletedTask;
    }
}
