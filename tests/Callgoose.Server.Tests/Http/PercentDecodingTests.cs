using System.Text;
using Callgoose.Http;

namespace Callgoose.Server.Tests.Http;

public class PercentDecodingTests
{
    [Theory]
    [InlineData("BetterStack", "BetterStack")]
    [InlineData("Better%20Stack", "Better Stack")]
    [InlineData("Better+Stack", "Better Stack")]
    [InlineData("a%2Bb", "a+b")]
    [InlineData("%e2%82%ac", "€")]
    [InlineData("€", "€")]
    [InlineData("100%", "100%")]
    [InlineData("%zz%4", "%zz%4")]
    [InlineData("%+1", "% 1")]
    [InlineData("", "")]
    public void Values_are_decoded_and_broken_escapes_stay(string encoded, string expected)
    {
        byte[] bytes = new byte[encoded.Length * PercentDecoding.MaxBytesPerChar];

        int length = PercentDecoding.Decode(encoded, bytes);

        Assert.Equal(expected, Encoding.UTF8.GetString(bytes, 0, length));
    }
}
