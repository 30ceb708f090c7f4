using Callgoose.Storage.Tokens.Signatures;

namespace Callgoose.Storage.Tests;

/// <summary>A signature scheme has one text form: on the command line, in a request, and on disk.</summary>
public class SignatureSchemeTests
{
    [Theory]
    [InlineData("standard-webhooks")]
    [InlineData("github")]
    [InlineData("sentry")]
    [InlineData("grafana")]
    [InlineData("grafana;timestamp=X-Time")]
    [InlineData("standard-webhooks;window=90s")]
    [InlineData("hmac;header=X-Signature")]
    [InlineData("hmac;header=X-Signature;algorithm=sha512;encoding=base64;prefix=v1=;timestamp=X-Time;separator=:;window=3600s")]
    public void A_scheme_is_read_as_it_is_written(string text)
    {
        Assert.True(SignatureScheme.TryParse(text, out SignatureScheme? scheme, out _));

        Assert.Equal(text, scheme!.ToString());
    }

    [Fact]
    public void What_is_written_otherwise_means_the_same()
    {
        Assert.True(SignatureScheme.TryParse(" hmac ; header = X-A ; window=2m ; algorithm=sha256", out SignatureScheme? scheme, out _));

        Assert.Equal("hmac;header=X-A;window=120s", scheme!.ToString());
        Assert.Equal(TimeSpan.FromMinutes(2), scheme.Window);
    }

    [Theory]
    [InlineData("", "no scheme of signatures ''")]
    [InlineData("GitHub", "no scheme of signatures 'GitHub'")]
    [InlineData("hmac", "hmac needs the header")]
    [InlineData("hmac;header=", "'' is not the name of a header")]
    [InlineData("hmac;header=X A", "'X A' is not the name of a header")]
    [InlineData("github;timestamp=a\nb", "is not the name of a header")]
    [InlineData("github;algorithm=md5", "no algorithm 'md5'")]
    [InlineData("github;encoding=base32", "no encoding 'base32'")]
    [InlineData("github;prefix=12345678901234567", "longer than 16")]
    [InlineData("github;window=0s", "is not a window")]
    [InlineData("github;window=25h", "is not a window")]
    [InlineData("github;window=99999999999h", "is not a window")]
    [InlineData("github;secret=x", "a scheme has no 'secret'")]
    [InlineData("github;", "a scheme has no ''")]
    public void What_is_no_scheme_is_refused_with_what_is_wrong(string text, string fault)
    {
        Assert.False(SignatureScheme.TryParse(text, out _, out string? told));

        Assert.Contains(fault, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("env:A")]
    [InlineData("file:/run/credentials/a", "env:B")]
    public void What_a_token_asks_for_is_read_as_it_is_written(params string[] secrets)
    {
        Assert.True(TokenVerification.TryCreate("github", secrets, out TokenVerification? verification, out _));

        TokenVerification read = TokenVerification.Parse(verification!.Text);
        Assert.Equal((verification.Scheme, verification.Text), (read.Scheme, read.Text));
        Assert.Equal(secrets, read.Secrets);
    }

    [Theory]
    [InlineData()]
    [InlineData("whsec_Mzk0NTg1")]
    [InlineData("env:")]
    [InlineData("file:relative")]
    [InlineData("env:A\nenv:B")]
    [InlineData("env:1", "env:2", "env:3", "env:4", "env:5")]
    public void A_secret_is_named_and_never_given(params string[] secrets)
    {
        Assert.False(TokenVerification.TryCreate("github", secrets, out _, out string? fault));

        Assert.All(secrets, secret => Assert.DoesNotContain(secret.Length < 8 ? "\n" : secret, fault, StringComparison.Ordinal));
        Assert.Contains("env:NAME", fault, StringComparison.Ordinal);
    }
}
