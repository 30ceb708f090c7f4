using System.Collections.Immutable;
using System.Reflection;
using Callgoose.Schema;
using Microsoft.CodeAnalysis;

namespace Callgoose.Generators.Tests;

/// <summary>The pipeline keeps only plain values between runs: nothing that holds a compilation in memory or compares by reference.</summary>
public class ModelTests
{
    private static readonly Assembly Generator = typeof(IntegrationGenerator).Assembly;

    [Fact]
    public void Nothing_of_the_compiler_can_be_reached_from_the_pipelines_types()
    {
        var reached = new HashSet<Type>();
        Walk(Internal("IntegrationSpec"), reached);
        Walk(Internal("ParsedFile"), reached);
        Walk(Internal("NameConflict"), reached);

        Assert.Contains(typeof(IntegrationSchema), reached);
        Assert.Contains(typeof(SchemaProblem), reached);
        Assert.Contains(Internal("MemberSpec"), reached);
        Assert.Contains(Internal("KeySpec"), reached);
        Assert.DoesNotContain(reached, static type => type.Assembly == typeof(Compilation).Assembly || type.Assembly == typeof(Location).Assembly);
        Assert.DoesNotContain(reached, static type => type.IsArray || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)));
    }

    [Fact]
    public void All_of_the_pipelines_types_compare_by_value()
    {
        var reached = new HashSet<Type>();
        Walk(Internal("IntegrationSpec"), reached);
        Walk(Internal("ParsedFile"), reached);
        Walk(Internal("NameConflict"), reached);

        Assert.All(
            reached.Where(static type => type.Assembly == Generator && !type.IsEnum),
            static type => Assert.Contains(typeof(IEquatable<>).MakeGenericType(type), type.GetInterfaces()));
    }

    [Fact]
    public void Equal_texts_give_equal_specs()
    {
        foreach (string text in (string[])[Fixture.BetterStack, Fixture.Odd, Fixture.NoPayload])
        {
            object first = Build(text);
            object second = Build("\r\n" + text.Replace("\n", "\r\n", StringComparison.Ordinal));

            Assert.NotSame(first, second);
            Assert.Equal(first, second);
            Assert.Equal(first.GetHashCode(), second.GetHashCode());
        }

        Assert.NotEqual(Build(Fixture.BetterStack), Build(Fixture.NoPayload));
    }

    private static object Build(string text) => Internal("SpecBuilder")
        .GetMethod("Build", BindingFlags.Public | BindingFlags.Static)!
        .Invoke(null, [SchemaParser.Parse(text).Schema])!;

    private static Type Internal(string name) => Generator.GetType("Callgoose.Generators.Model." + name, throwOnError: true)!;

    /// <summary>
    /// Visits the types of all fields, including inherited ones, and their type arguments. An array within <c>EquatableArray</c> counts as its
    /// elements.
    /// </summary>
    private static void Walk(Type type, HashSet<Type> reached)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
        {
            Walk(type.GetGenericArguments()[0], reached);
            return;
        }

        if (!reached.Add(type) || type.IsPrimitive || type == typeof(string) || type == typeof(object))
        {
            return;
        }

        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.FieldType, reached);
            }
        }
    }
}
