using System.Security.Cryptography;
using System.Text;

namespace Callgoose.Incidents.Tests;

/// <summary>No incident key is longer than 1,024 bytes (Incidents/README.md rule 13).</summary>
public class BoundedKeyTests
{
    private readonly TextArena text = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024)]
    public void A_key_within_the_bound_is_kept(int length)
    {
        string key = new('k', length);

        Assert.Equal(key, Append(key, out bool isShortened));
        Assert.False(isShortened);
    }

    [Theory]
    [InlineData("k", 1025)]
    [InlineData("ä", 600)]
    [InlineData("🦢", 300_000)]
    public void A_longer_one_is_kept_as_its_first_bytes_and_its_digest(string letter, int count)
    {
        string key = string.Concat(Enumerable.Repeat(letter, count));

        string kept = Append(key, out bool isShortened);

        Assert.True(isShortened);
        Assert.InRange(Encoding.UTF8.GetByteCount(kept), 900, 1024);
        string[] parts = kept.Split("… sha256:");
        Assert.StartsWith(parts[0], key, StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))), parts[1]);
    }

    [Fact]
    public void Keys_that_differ_in_their_last_byte_still_differ() =>
        Assert.NotEqual(Append(new string('k', 5000) + "1", out _), Append(new string('k', 5000) + "2", out _));

    private string Append(string key, out bool isShortened) =>
        Encoding.UTF8.GetString(text[BoundedKey.Append(text, Encoding.UTF8.GetBytes(key), out isShortened)]);
}
