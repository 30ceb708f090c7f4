using System.Text;
using Callgoose.Payloads;

namespace Callgoose.Terminal;

/// <summary>
/// Standard output and standard error: the one way of every text to the terminal, whichever command wrote it and wherever the text came from.
/// What a terminal would obey does not pass, but line ends, tabs, and on a terminal the sequences of the program's own.
/// </summary>
/// <remarks>
/// The program's own sequences change colours and clear the line that is being written. Whoever writes texts from outside between them
/// takes theirs out with <see cref="TerminalText"/>, so that nobody else's come here.
/// </remarks>
internal sealed class TerminalWriter : TextWriter
{
    private readonly TextWriter inner;
    private readonly bool isTerminal;

    /// <summary>Puts itself before a writer.</summary>
    /// <param name="inner">Where to.</param>
    /// <param name="isTerminal">Whether that is a terminal, so that the program's own sequences pass.</param>
    public TerminalWriter(TextWriter inner, bool isTerminal)
        : base(System.Globalization.CultureInfo.InvariantCulture)
    {
        this.inner = inner;
        this.isTerminal = isTerminal;
        CoreNewLine = ['\n'];
    }

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Puts itself before the standard streams of the process. Done before anything is written.</summary>
    /// <remarks>
    /// On streams of its own: those of <see cref="Console"/> change modes of the terminal.
    /// </remarks>
    public static void Install()
    {
        Console.SetOut(new TerminalWriter(Plain(new StandardStream(1)), !Console.IsOutputRedirected));
        Console.SetError(new TerminalWriter(Plain(new StandardStream(2)), !Console.IsErrorRedirected));
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        var text = new StringBuilder(buffer.Length);
        while (!buffer.IsEmpty)
        {
            int own = OwnSequence(buffer);
            if (own > 0)
            {
                text.Append(buffer[..own]);
                buffer = buffer[own..];
                continue;
            }

            char character = buffer[0];
            text.Append(ObeyedCharacters.Contains(character) && character is not ('\n' or '\t') ? ' ' : character);
            buffer = buffer[1..];
        }

        inner.Write(text.ToString());
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    private static StreamWriter Plain(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    private int OwnSequence(ReadOnlySpan<char> text)
    {
        if (!isTerminal || text[0] is not ('\e' or '\r'))
        {
            return 0;
        }

        foreach (string sequence in Style.Sequences)
        {
            if (text.StartsWith(sequence, StringComparison.Ordinal))
            {
                return sequence.Length;
            }
        }

        return 0;
    }
}
