import pytest
from caicach.apps.parindex.tests import factories as f
from caicach.apps.parindex.queries import results, unit_sheet, explaining, criterion, trend, analysis, unit_analysis, targets
from caicach.platform.access import Role

@pytest.mark.django_db
def test_smoke(django_assert_max_num_queries):
    c=f.framework()
    p=f.province(communes=6)
    f.person(p,"chu-tich",Role.CHAIR)
    f.scored_round(p,2025,c,level=.7)
    r=f.scored_round(p,2026,c,without={p.communes[1].name:("1.1.1",)})
    s=p.scope("chu-tich")
    t=results.ranking(s,2026,results.Asked())
    for row in t.rows: print(row.name,row.index,row.rank,row.peers,row.class_name,row.change,row.places,row.reasons,row.areas[:2])
    print(t.summary)
    with django_assert_max_num_queries(12) as q:
        results.ranking(s,2026,results.Asked())
    print("ranking",len(q))
    u=p.communes[0].pk
    with django_assert_max_num_queries(12) as q:
        sh=unit_sheet.sheet(s,2026,u)
    print("sheet",len(q))
    print(sh.score, sh.last, sh.ahead, sh.area_medians, [ (l.code,l.lost,l.change) for l in sh.lost[:5]])
    e=explaining.explained(s,2026,u,"1.1.3"); print(e.explanation, e.stated, e.among)
    e=explaining.explained(s,2026,u,"1"); print(e.inputs)
    e=explaining.explained(s,2026,u); print(e.lines)
    cr=criterion.criterion(s,2026,"commune","1.1.3"); print(cr.bins, cr.median, cr.lost, cr.rows[0])
    print(trend.of_localities(s)); print(trend.of_unit(s,u))
    a=analysis.of_locality(s,2026); print(a.lost,[(x.node.code,x.lost,x.change) for x in a.areas], a.by_unit[0], a.agencies, a.unanswered)
    ua=unit_analysis.of_unit(s,2026,u); print(len(ua.hold),len(ua.repair),[(g.line.code,g.change,g.gain) for g in ua.gains[:4]],ua.consequences[:3], ua.index_then)
    print(targets.targets(s,2026).rows[0])
