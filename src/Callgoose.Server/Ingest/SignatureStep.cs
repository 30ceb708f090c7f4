using Callgoose.Auth.Signatures;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;
using Callgoose.Storage.Tokens.Signatures;
using Callgoose.Threads;

namespace Callgoose.Ingest;

/// <summary>Runs between receiving and reading the body: verifies the signature, for tokens that require one.</summary>
internal sealed class SignatureStep(SignatureKeys keys, TimeProvider clock)
{
    private readonly ForgedCalls forged = new(clock);

    /// <summary>Whether a call must be signed.</summary>
    public static bool IsNeeded(WebhookCall webhook) => webhook.Token?.Verification is not null;

    /// <summary>Checks what it can before the body is read.</summary>
    /// <param name="webhook">A call whose token is known.</param>
    /// <returns>The refusal, or null.</returns>
    public Problem? CheckHead(WebhookCall webhook) => webhook.Token.Verification is TokenVerification verification
        ? SignatureCheck.RefusalOfHead(verification.Scheme, webhook.Request.Headers, Now)
        : null;

    /// <summary>Verifies the signature over the bytes as received, before decompression: those bytes were signed.</summary>
    /// <param name="webhook">A call whose token requires a signature, with its whole body.</param>
    /// <param name="longWork">Where the secrets are read from time to time, and where signatures are checked while somebody is guessing.</param>
    /// <returns>The refusal, or null.</returns>
    public async ValueTask<Problem?> CheckAsync(WebhookCall webhook, LongWork longWork)
    {
        ApiToken token = webhook.Token!;
        TokenVerification verification = token.Verification!;
        bool isInMemory = keys.TryGet(verification, out byte[][] secrets);
        if (!isInMemory || forged.AreMany(token.Id))
        {
            await longWork.TurnAsync();
            secrets = isInMemory ? secrets : keys.Read(token);
        }

        if (secrets.Length == 0)
        {
            return Problems.SecretUnavailable;
        }

        if (SignatureCheck.RefusalOf(verification.Scheme, secrets, webhook.Request.Headers, webhook.Call.Body.Written, Now) is Problem refusal)
        {
            forged.Count(token.Id);
            return refusal;
        }

        Remember(webhook, verification.Scheme);
        return null;
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>
    /// Remembers the signed bytes, so that somebody who captured the webhook cannot replay it, here or through another door. A sender that signs a retry anew keeps the
    /// delivery id, which is recorded separately.
    /// </summary>
    private static void Remember(WebhookCall webhook, SignatureScheme scheme)
    {
        IncomingCall call = webhook.Call;
        if (scheme.Timestamp is not null)
        {
            call.SignedId = SignatureCheck.AppendSignedId(scheme, webhook.Request.Headers, call.Body.Written, call.Text);
        }
    }
}
