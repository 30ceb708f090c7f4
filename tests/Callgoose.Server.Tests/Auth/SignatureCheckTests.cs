using System.Security.Cryptography;
using System.Text;
using Callgoose.Auth.Signatures;
using Callgoose.Delivery.Sending;
using Callgoose.Http;
using Callgoose.Storage.Tokens.Signatures;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Server.Tests.Auth;

/// <summary>A token that requires signatures accepts a webhook only if one of its secrets signed it recently.</summary>
public class SignatureCheckTests
{
    private const long Now = 1_614_265_330;

    /// <summary>The published example of Standard Webhooks 1.0.</summary>
    private static readonly byte[] StandardKey = StandardWebhooks.KeyOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static readonly string StandardBody = "{\"test\": 2432232314}";

    [Fact]
    public void The_example_of_Standard_Webhooks_is_taken()
    {
        Assert.Null(Check("standard-webhooks", StandardBody, Standard(), StandardKey));
    }

    /// <summary>docs.github.com, "Validating webhook deliveries", "Testing the webhook payload validation".</summary>
    [Fact]
    public void The_example_of_GitHub_is_taken()
    {
        const string Signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

        Assert.Null(Check("github", "Hello, World!", [("X-Hub-Signature-256", Signature)], Key("It's a Secret to Everybody")));
        Assert.Null(Check("github", "Hello, World!", [("x-hub-signature-256", Signature.ToUpperInvariant().Replace("SHA", "sha", StringComparison.Ordinal))], Key("It's a Secret to Everybody")));
    }

    /// <summary>RFC 4231, test case 2, and RFC 2202, test case 2.</summary>
    [Theory]
    [InlineData("hmac;header=S", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("hmac;header=S;algorithm=sha512", "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737")]
    [InlineData("hmac;header=S;algorithm=sha1", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")]
    [InlineData("hmac;header=S;encoding=base64", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=")]
    [InlineData("sentry;header=S", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    public void Algorithms_and_encodings_are_those_of_their_standards(string scheme, string signature)
    {
        Assert.Null(Check(scheme, "what do ya want for nothing?", [("S", signature)], Key("Jefe")));
    }

    [Fact]
    public void A_time_is_signed_before_the_body()
    {
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Key("k"), Encoding.UTF8.GetBytes($"{Now}:{{}}")));

        Assert.Null(Check("grafana;timestamp=T", "{}", [("X-Grafana-Alerting-Signature", signature), ("T", $"{Now}")], Key("k")));
        Assert.Equal(Problems.SignatureWrong, Check("grafana", "{}", [("X-Grafana-Alerting-Signature", signature), ("T", $"{Now}")], Key("k")));
        Assert.Equal("signature-missing", Check("grafana;timestamp=T", "{}", [("X-Grafana-Alerting-Signature", signature)], Key("k"))?.Type);
    }

    [Theory]
    [InlineData(300, null)]
    [InlineData(301, "signature-too-old")]
    [InlineData(-300, null)]
    [InlineData(-301, "signature-too-old")]
    public void What_was_signed_long_ago_or_later_than_now_is_refused(int seconds, string? refusal)
    {
        Assert.Equal(refusal, Check("standard-webhooks", StandardBody, Standard(), StandardKey, Now + seconds)?.Type);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    [InlineData("1614265330.5")]
    [InlineData(" 1614265330")]
    [InlineData("")]
    public void What_is_no_time_is_refused(string time)
    {
        Assert.Equal(401, Check("standard-webhooks", StandardBody, Standard(time: time), StandardKey)?.Status);
    }

    [Fact]
    public void One_of_several_secrets_and_one_of_several_signatures_will_do()
    {
        string right = Standard()[2].Value;
        string another = "v1," + Convert.ToBase64String(new byte[32]);

        Assert.Null(Check("standard-webhooks", StandardBody, Standard(signature: $"{another} v1a,{right[3..]} {right}"), StandardKey));
        Assert.Null(SignatureCheck.RefusalOf(Scheme("standard-webhooks"), [Key("old"), StandardKey], Headers(Standard()), Encoding.UTF8.GetBytes(StandardBody), Now * 1000));
        Assert.Equal(Problems.SignatureWrong, Check("standard-webhooks", StandardBody, Standard(signature: "v1a," + right[3..]), StandardKey));
        Assert.Equal(Problems.SignatureWrong, Check("standard-webhooks", StandardBody, Standard(signature: string.Join(' ', Enumerable.Repeat(another, 16).Append(right))), StandardKey));
    }

    [Fact]
    public void Signatures_with_commas_between_them_are_several()
    {
        string right = Convert.ToHexStringLower(HMACSHA256.HashData(Key("k"), "{}"u8));

        Assert.Null(Check("hmac;header=X-PagerDuty-Signature;prefix=v1=", "{}", [("X-PagerDuty-Signature", $"v1={new string('0', 64)},v1={right}")], Key("k")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1,")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1O")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1PE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=AAAA")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void A_signature_that_is_not_whole_is_refused(string signature)
    {
        Assert.Equal(401, Check("standard-webhooks", StandardBody, Standard(signature: signature), StandardKey)?.Status);
    }

    [Fact]
    public void Another_body_id_time_or_secret_is_refused()
    {
        Assert.Equal(Problems.SignatureWrong, Check("standard-webhooks", StandardBody + " ", Standard(), StandardKey));
        Assert.Equal(Problems.SignatureWrong, Check("standard-webhooks", StandardBody, Standard(id: "msg_2"), StandardKey));
        Assert.Equal(Problems.SignatureWrong, Check("standard-webhooks", StandardBody, Standard(time: $"{Now + 1}"), StandardKey));
        Assert.Equal(Problems.SignatureWrong, Check("standard-webhooks", StandardBody, Standard(), Key("x")));
        Assert.Equal(Problems.SignatureWrong, Check("standard-webhooks", StandardBody, Standard(id: new string('i', 4000)), StandardKey));
        Assert.Equal("signature-missing", Check("standard-webhooks", StandardBody, Standard(id: string.Empty), StandardKey)?.Type);
    }

    [Theory]
    [InlineData("github;window=5m", "'window' has no effect without 'timestamp'")]
    [InlineData("hmac;header=S;separator=:", "'separator' has no effect without 'timestamp'")]
    [InlineData("hmac;header=S;header=T", "'header' stands there twice")]
    [InlineData("hmac;header=S;timestamp=T;window=5m;window=6m", "'window' stands there twice")]
    public void What_has_no_effect_in_a_scheme_makes_no_token_but_is_read_where_it_is_kept(string scheme, string fault)
    {
        Assert.False(TokenVerification.TryCreate(scheme, ["env:A"], out _, out string? found));
        Assert.StartsWith(fault, found, StringComparison.Ordinal);
        Assert.NotNull(TokenVerification.Parse(scheme + "\nenv:A"));
    }

    [Theory]
    [InlineData("standard-webhooks;window=1m;separator=:")]
    [InlineData("grafana;timestamp=T;window=1h")]
    public void What_differs_from_a_scheme_makes_a_token(string scheme)
    {
        Assert.True(TokenVerification.TryCreate(scheme, ["env:A"], out _, out _));
    }

    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", true)]
    [InlineData("whsec_", true)]
    [InlineData("plain text", false)]
    public void A_secret_that_was_cut_off_is_none(string secret, bool isBroken) => Assert.Equal(isBroken, StandardWebhooks.IsBroken(secret));

    private static (string Name, string Value)[] Standard(
        string id = "msg_p5jXN8AQM9LWM0D4loKWxJek", string time = "1614265330", string signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=") =>
        [("webhook-id", id), ("webhook-timestamp", time), ("webhook-signature", signature)];

    private static byte[] Key(string text) => Encoding.UTF8.GetBytes(text);

    private static SignatureScheme Scheme(string text) => SignatureScheme.TryParse(text, out SignatureScheme? scheme, out string? fault) ? scheme! : throw new FormatException(fault);

    private static HeaderDictionary Headers((string Name, string Value)[] headers) =>
        new(headers.ToDictionary(static header => header.Name, static header => new Microsoft.Extensions.Primitives.StringValues(header.Value), StringComparer.OrdinalIgnoreCase));

    private static Problem? Check(string scheme, string body, (string Name, string Value)[] headers, byte[] key, long now = Now) =>
        SignatureCheck.RefusalOf(Scheme(scheme), [key], Headers(headers), Encoding.UTF8.GetBytes(body), now * 1000);
}
