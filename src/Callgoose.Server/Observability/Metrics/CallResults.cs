using System.Text.Json;
using Callgoose.Http;
using Callgoose.Incidents;

namespace Callgoose.Observability.Metrics;

/// <summary>Text forms of call results, and the result of a call.</summary>
internal static class CallResults
{
    /// <summary>The text forms, by number.</summary>
    public static readonly string[] Texts = [.. Enum.GetNames<CallResult>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <summary>Returns the result of an answered call.</summary>
    /// <param name="call">The call, after its commit.</param>
    /// <param name="problem">The refusal, or null.</param>
    public static CallResult Of(IncomingCall call, Problem? problem) => problem is not null ? Of(problem) : call switch
    {
        _ when !call.AnyFilterPassed => CallResult.NoEffect,
        _ when call.Outcome.Created => CallResult.Created,
        _ when call.Outcome.Resolved => CallResult.Resolved,
        _ when call.Outcome.TriggerDuplicate || call.Outcome.ResolveDuplicate => CallResult.Duplicate,
        _ => CallResult.NothingToResolve,
    };

    /// <summary>Returns the result of a refused call.</summary>
    /// <param name="problem">The refusal.</param>
    public static CallResult Of(Problem problem) => problem.Status switch
    {
        401 => CallResult.Unauthorized,
        403 => CallResult.Forbidden,
        405 => CallResult.MethodNotAllowed,
        413 => CallResult.TooLarge,
        415 => CallResult.Unsupported,
        429 => CallResult.RateLimited,
        503 when problem == Problems.Overloaded || problem == Problems.Busy => CallResult.Overloaded,
        503 => CallResult.Unavailable,
        _ => CallResult.Invalid,
    };
}
