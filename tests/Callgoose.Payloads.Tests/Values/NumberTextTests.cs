using System.Globalization;
using System.Text;

namespace Callgoose.Payloads.Tests.Values;

public class NumberTextTests
{
    [Fact]
    public void Numbers_are_compared_as_decimals_are()
    {
        var random = new Random(20251127);
        for (int i = 0; i < 20_000; i++)
        {
            string left = Number(random);
            string right = random.Next(4) == 0 ? left : Number(random);
            int expected = decimal.Parse(left, NumberStyles.Float, CultureInfo.InvariantCulture).CompareTo(decimal.Parse(right, NumberStyles.Float, CultureInfo.InvariantCulture));

            Assert.True(Math.Sign(expected) == Math.Sign(NumberText.Compare(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right))!.Value), $"{left} {right} {expected}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("1e")]
    [InlineData("1e1234567890")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("NaN")]
    [InlineData("0x1")]
    public void What_is_no_number_is_not_compared(string text) => Assert.Null(NumberText.Compare(Encoding.ASCII.GetBytes(text), "1"u8));

    private static string Number(Random random)
    {
        string whole = random.Next(3) == 0 ? "0" : random.Next(1, 1000).ToString(CultureInfo.InvariantCulture);
        string fraction = random.Next(2) == 0 ? string.Empty : "." + random.Next(0, 100).ToString("D2", CultureInfo.InvariantCulture);
        string exponent = random.Next(3) > 0 ? string.Empty : $"{"eE"[random.Next(2)]}{(random.Next(2) == 0 ? "-" : random.Next(2) == 0 ? "+" : string.Empty)}{random.Next(0, 6)}";
        return (random.Next(3) == 0 ? "-" : string.Empty) + whole + fraction + exponent;
    }
}
