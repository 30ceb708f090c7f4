using System.Text;

namespace Callgoose.Payloads.Tests;

public class CutOffBodyTests
{
    [Theory]
    [MemberData(nameof(GuidePayloads.All), MemberType = typeof(GuidePayloads))]
    public void A_payload_cut_off_anywhere_is_refused_where_it_ends(string text)
    {
        byte[] body = Encoding.UTF8.GetBytes(text.TrimEnd());
        int mark = body.AsSpan().StartsWith(PayloadReader.ByteOrderMark) ? PayloadReader.ByteOrderMark.Length : 0;
        for (int length = mark; length < body.Length; length++)
        {
            bool inCodePoint = (body[length] & 0xC0) == 0x80;
            PayloadError error = PayloadReader.Check(body.AsSpan(0, length), new ScratchBuffer());

            Assert.Equal(inCodePoint ? PayloadErrorKind.InvalidUtf8 : PayloadErrorKind.UnexpectedEnd, error.Kind);
            Assert.InRange(error.Offset, inCodePoint ? length - 3 : length, inCodePoint ? length - 1 : length);
        }
    }
}
