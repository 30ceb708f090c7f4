using System.Text;
using Callgoose.Generators.Model;

namespace Callgoose.Generators.Emit;

/// <summary>
/// Emits the selection of a member by its name: by length, and by all of its bytes. The compiler turns the comparison with a literal of
/// known length into comparisons of machine words.
/// </summary>
internal static class NameDispatchEmitter
{
    /// <summary>Emits the switch, which sets <c>read</c>.</summary>
    /// <param name="code">The writer.</param>
    /// <param name="target">The object whose members are distinguished.</param>
    /// <param name="emitMember">Emits the code for a member.</param>
    public static void Emit(CodeWriter code, ObjectSpec target, Action<CodeWriter, MemberSpec> emitMember)
    {
        code.Open("switch (name.Length)");
        foreach (MemberSpec member in target.Members.OrderBy(static member => Encoding.UTF8.GetByteCount(member.Name)))
        {
            code.Line($"// {Literals.Comment(member.Path)}");
            code.Line($"case {Encoding.UTF8.GetByteCount(member.Name)} when name.SequenceEqual({Literals.Utf8(member.Name)}):");
            code.Indent();
            emitMember(code, member);
            code.Line("break;");
            code.Outdent();
            code.Line();
        }

        code.Line("default:");
        code.Indent();
        code.Line("read = json.SkipValue();");
        code.Line("break;");
        code.Outdent();
        code.Close();
    }
}
