using Callgoose.Auth.Signatures;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;
using Callgoose.Storage.Tokens.Signatures;
using Callgoose.Threads;

namespace Callgoose.Ingest;

/// <summary>Between the body and what it says: whether it is signed, for the tokens that ask for it.</summary>
internal sealed class SignatureStep(SignatureKeys keys, TimeProvider clock)
{
    private readonly ForgedCalls forged = new(clock);

    /// <summary>Tells whether a call has to be signed.</summary>
    public static bool IsNeeded(WebhookCall webhook) => webhook.Token?.Verification is not null;

    /// <summary>Checks what can be checked before the body is read.</summary>
    /// <param name="webhook">A call whose token is known.</param>
    /// <returns>The refusal, or null.</returns>
    public Problem? CheckHead(WebhookCall webhook) => webhook.Token.Verification is TokenVerification verification
        ? SignatureCheck.RefusalOfHead(verification.Scheme, webhook.Request.Headers, Now)
        : null;

    /// <summary>Checks the bytes as they came, before they are decompressed: those are what was signed.</summary>
    /// <param name="webhook">A call whose token asks for a signature, with its whole body.</param>
    /// <param name="longWork">Where the secrets are read, once in a while, and where signatures are checked while somebody guesses them.</param>
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

    /// <summary>Whoever caught it must not send it again, neither here nor by another door. A sender that signs anew keeps the id of the delivery, which is known beside it.</summary>
    private static void Remember(WebhookCall webhook, SignatureScheme scheme)
    {
        IncomingCall call = webhook.Call;
        if (scheme.Timestamp is not null)
        {
            call.SignedId = SignatureCheck.AppendSignedId(scheme, webhook.Request.Headers, call.Body.Written, call.Text);
        }
    }
}
