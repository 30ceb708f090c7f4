using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Refusals;

/// <summary>
/// The newest calls that were refused: what no other log has where no token was accepted. In memory only, gone with the process, and
/// never with a token or a body in it.
/// </summary>
/// <remarks>
/// Who sends refused calls as fast as can be pays for it alone: past <see cref="PerSecond"/> in a second they are counted, and nothing
/// else is done with them.
/// </remarks>
internal sealed class RefusedCalls(LiveSettings settings, TimeProvider clock)
{
    /// <summary>How many lines are kept; the one that was added to longest ago goes first.</summary>
    public const int MaxLines = 200;

    /// <summary>How many calls are looked at in one second.</summary>
    public const int PerSecond = 20;

    private const int MaxUrlLength = 300;

    private readonly Lock gate = new();
    private readonly List<RefusedCall> lines = [];
    private long second;
    private int inSecond;
    private long leftOut;

    /// <summary>How many calls were only counted, because too many came at once.</summary>
    public long LeftOut
    {
        get
        {
            lock (gate)
            {
                return leftOut;
            }
        }
    }

    /// <summary>Notes a call.</summary>
    /// <param name="features">The request.</param>
    /// <param name="problem">Why it is refused.</param>
    /// <param name="token">The token that was accepted; null if none was.</param>
    public void Note(IFeatureCollection features, Problem problem, ApiToken? token)
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (!IsLookedAt(now))
        {
            return;
        }

        IHttpRequestFeature request = features.GetRequiredFeature<IHttpRequestFeature>();
        string url = UrlMask.Apply(request.Path, request.QueryString);
        var call = new RefusedCall(
            problem.Type, problem.Status, problem.Detail, RequestOrigin.Of(features, settings.Current.BehindProxy).Address, token?.Name, token?.Environment,
            request.Method, url.Length <= MaxUrlLength ? url : url[..MaxUrlLength], 1, now, now);
        lock (gate)
        {
            int same = lines.FindIndex(one => one.Type == call.Type && PathOf(one.Url) == PathOf(call.Url) && one.RemoteAddress == call.RemoteAddress && one.TokenName == call.TokenName && one.Environment == call.Environment);
            if (same >= 0)
            {
                call = call with { Count = lines[same].Count + 1, FirstAt = lines[same].FirstAt };
                lines.RemoveAt(same);
            }
            else if (lines.Count == MaxLines)
            {
                lines.RemoveAt(0);
            }

            lines.Add(call);
        }
    }

    /// <summary>What is kept, the newest first.</summary>
    /// <param name="environment">Only of this environment; empty for all, and for those without a token.</param>
    public IReadOnlyList<RefusedCall> List(string environment)
    {
        lock (gate)
        {
            return [.. lines.Where(one => environment.Length == 0 || one.Environment == environment).Reverse()];
        }
    }

    private static string PathOf(string url) => url.Split('?')[0];

    private bool IsLookedAt(long now)
    {
        lock (gate)
        {
            if (now / 1000 != second)
            {
                (second, inSecond) = (now / 1000, 0);
            }

            if (++inSecond <= PerSecond)
            {
                return true;
            }

            leftOut++;
            return false;
        }
    }
}
