using Callgoose.Auth.Signatures;
using Callgoose.Http;
using Callgoose.Storage.Tokens;
using Callgoose.Storage.Tokens.Signatures;
using Callgoose.Threads;

namespace Callgoose.Ingest;

/// <summary>Between the body and what it says: whether it is signed, for the tokens that ask for it.</summary>
internal sealed class SignatureStep(SignatureKeys keys, TimeProvider clock)
{
    /// <summary>Tells whether a call has to be signed.</summary>
    public static bool IsNeeded(WebhookCall webhook) => webhook.Token?.Verification is not null;

    /// <summary>Checks the bytes as they came, before they are decompressed: those are what was signed.</summary>
    /// <param name="webhook">A call whose token asks for a signature, with its whole body.</param>
    /// <param name="longWork">Where the secrets are read, once in a while.</param>
    /// <returns>The refusal, or null.</returns>
    public async ValueTask<Problem?> CheckAsync(WebhookCall webhook, LongWork longWork)
    {
        ApiToken token = webhook.Token!;
        TokenVerification verification = token.Verification!;
        if (!keys.TryGet(verification, out byte[][] secrets))
        {
            await longWork.TurnAsync();
            secrets = keys.Read(token);
        }

        return secrets.Length == 0
            ? Problems.SecretUnavailable
            : SignatureCheck.RefusalOf(verification.Scheme, secrets, webhook.Request.Headers, webhook.Call.Body.Written, clock.GetUtcNow().ToUnixTimeMilliseconds());
    }
}
